//! The columns of the employee export of SIASN/MyASN, and which of them say who somebody is.

use crate::readers::walk::{Known, needed, wanted};

pub(super) const NUMBER: usize = 0;
pub(super) const BORN: usize = 1;
pub(super) const SORT: usize = 2;
pub(super) const STANDING: usize = 3;
pub(super) const POST_SORT: usize = 4;
pub(super) const POST: usize = 5;
pub(super) const POST_NAME: usize = 6;
pub(super) const UNIT: usize = 7;
pub(super) const UNIT_NAME: usize = 8;
pub(super) const ABOVE: usize = 9;
pub(super) const ABOVE_NAME: usize = 10;
pub(super) const ECHELON: usize = 11;
pub(super) const OWNER: usize = 12;

/// The columns that are used; aliases are those of flat lists (SIMPEG) and other versions.
pub(super) const USED: [Known; 13] = [
    needed("NIP BARU", &["NIP", "PEG NIP"]),
    wanted("TANGGAL LAHIR", &["TGL LAHIR"]),
    wanted("JENIS PEGAWAI NAMA", &["JENIS PEGAWAI", "STATUS PEGAWAI"]),
    wanted("KEDUDUKAN HUKUM NAMA", &["KEDUDUKAN HUKUM"]),
    wanted("JENIS JABATAN NAMA", &["JENIS JABATAN", "JABATAN JENIS"]),
    wanted("JABATAN ID", &[]),
    wanted("JABATAN NAMA", &["JABATAN", "NAMA JABATAN"]),
    wanted("UNOR ID", &[]),
    wanted(
        "UNOR NAMA",
        &["UNOR", "UNIT KERJA", "UNIT ORGANISASI", "SATUAN KERJA NAMA"],
    ),
    wanted("SATUAN KERJA KERJA ID", &[]),
    wanted("SATUAN KERJA KERJA NAMA", &[]),
    wanted("ESELON NAMA", &["ESELON"]),
    wanted("PNS ID", &["PNS ORANG ID"]),
];

/// Columns that say who somebody is or concern nobody's planning, by how their names begin:
/// letters and digits only, in lower case.
const PERSONAL: [&str; 29] = [
    "nip",
    "pnsid",
    "nama",
    "gelar",
    "tempatlahir",
    "tanggallahir",
    "tgllahir",
    "nik",
    "noktp",
    "nomorhp",
    "nohp",
    "telepon",
    "notelp",
    "telp",
    "email",
    "alamat",
    "npwp",
    "bpjs",
    "nokk",
    "kartuasn",
    "kartupegawai",
    "karpeg",
    "nomorsk",
    "agama",
    "jeniskawin",
    "statuskawin",
    "isvalidnik",
    "pegnip",
    "pegnama",
];

/// Whether a column is personal, by its name without blanks and the like.
pub(super) fn is_personal(plain: &str) -> bool {
    let others = ["namajabatan", "namaunor", "namaunit", "namasekolah"];
    PERSONAL.iter().any(|start| plain.starts_with(start))
        && !others.iter().any(|other| plain.starts_with(other))
}
