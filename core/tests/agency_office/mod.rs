//! A small office with a row in every table, for the tests of reading and writing.
#![allow(missing_docs, dead_code, unreachable_pub)] // Each test file uses a part of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mahir::Agency;
use mahir::words::fault::Faults;

pub const SETTINGS: &str = r#"
name = "Kantor contoh"
framework = "indonesia"
[regulation]
base = "indonesia"
[[phases]]
id = "T1"
from = 2026-01-05
until = 2026-03-31
budget = 10000000
[[phases]]
id = "T2"
from = 2026-04-01
until = 2026-06-30
budget = 20000000
"#;

/// A small office that is in order.
pub fn office() -> BTreeMap<&'static str, String> {
    let tables = [
        (
            "competencies",
            "id,name,kind,top_level,description\nREG,Regulasi,technical,5,\"Tahu aturan, dan menerapkannya\"\nTIK,Teknologi,technical,4,\n",
        ),
        (
            "units",
            "id,name,parent,minimum_on_duty\nKEC,Kecamatan,,0\nYAN,Pelayanan,KEC,1\n",
        ),
        (
            "posts",
            "id,name,class\nLOKET,Petugas loket,pelaksana\nKASI,Kepala seksi,pengawas\n",
        ),
        (
            "requirements",
            "post,competency,level,importance\nLOKET,REG,2,4\nLOKET,TIK,1.5,\nKASI,REG,3,5\nKASI,KOM,2,3\n",
        ),
        (
            "people",
            "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post\n\
             P1,YAN,LOKET,PNS,2040-01-01,,2.5,KASI\nP2,YAN,LOKET,PPPK,,2027-06-30,0,\nP3,KEC,KASI,PNS,,,,\n",
        ),
        (
            "assessments",
            "person,competency,level,date,source,standard_error\n\
             P1,REG,1.67,2025-03-01,test,0.5\nP1,REG,2,2025-06-01,supervisor,\nP2,TIK,1,,self,1\n",
        ),
        (
            "services",
            "id,name,unit,norm_minutes\nNIB,Izin usaha,YAN,75.5\n",
        ),
        (
            "volumes",
            "service,month,count\nNIB,2025-01,100\nNIB,2025-02,\nNIB,2025-03,1200\n",
        ),
        (
            "service_competencies",
            "service,competency,level\nNIB,REG,2\n",
        ),
        (
            "providers",
            "id,name,kind,from,until,sessions_at_once,cost_share\nUNI,Universitas,university,2026-01-01,2026-12-31,1,25%\n",
        ),
        (
            "programmes",
            "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase,venue\n\
             B1,Bimtek,bimtek,UNI,16,2,1,10,4800000,300000,2,Aula\nB2,Lanjutan,training,UNI,24,3,1,10,7200000,0,,\n",
        ),
        (
            "effects",
            "programme,competency,gain,gain_sd,from_level,up_to_level\nB1,REG,0.8,0.3,0,2.5\nB2,REG,1,0.3,1.5,4\n",
        ),
        ("prerequisites", "programme,requires\nB2,B1\n"),
        (
            "absences",
            "unit,person,provider,from,until,reason\n,P1,,2026-02-02,2026-02-06,cuti\n,,UNI,2026-05-01,2026-05-02,\n",
        ),
        (
            "holidays",
            "date,name,kind\n2026-01-01,Tahun Baru,holiday\n2026-02-16,Cuti bersama Imlek,joint_leave\n",
        ),
        (
            "outcomes",
            "programme,session,person,measure,kirkpatrick,before,after,date,group\n\
             B1,,P1,REG,2,1.67,2.5,2026-03-02,attended\nB1,,P2,satisfaction,1,,4.5,2026-03-02,\n",
        ),
    ];
    tables
        .into_iter()
        .map(|(name, text)| (name, text.to_owned()))
        .collect()
}

pub fn build(settings: &str, tables: &BTreeMap<&'static str, String>) -> Result<Agency, Faults> {
    let start = Agency::builder().settings(settings);
    tables
        .iter()
        .fold(start, |builder, (name, text)| {
            builder.csv(name, text.clone())
        })
        .build()
}

pub fn marelan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan")
}

/// A folder of its own for a test, removed when it goes.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mahir-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
