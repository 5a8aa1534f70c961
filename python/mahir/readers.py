"""Files of other systems as tables of an agency.

================ ==================================================== ======================================
function         reads                                                gives
================ ==================================================== ======================================
``siasn``        employee export of SIASN (69 columns), SIMPEG lists, people, posts, units, training
                 its training history (JSON)
``moodle``       Moodle's competency framework CSV                    competencies, hierarchy, relations
``case``         1EdTech CASE packages (JSON)                         competencies, indicators, hierarchy
``opensalt``     sheets of OpenSALT: items of a CASE document in rows competencies, hierarchy
``esco``         ESCO tables, also Tabiya's                           competencies, posts, requirements
``onet``         O*NET tables                                         competencies, posts, requirements
``osmt``         skills of OSMT (batch CSV)                           competencies, relations, requirements
``skillsfuture`` the workbook of SkillsFuture Singapore               competencies, indicators, requirements
================ ==================================================== ======================================

A file is given as its path, as its bytes, or as any object with Arrow data; text and workbooks
(XLSX) are told apart by their content. Headers are matched loosely. Everything that is wrong is told
at once (:class:`mahir.FaultsError`); what was left out, cut or guessed stands in ``notes``::

    import secrets

    key = secrets.token_bytes(32)       # keep it: the same key gives the same pseudonyms
    people = mahir.readers.siasn("export.xlsx", key=key)
    skills = mahir.readers.onet("Skills.txt", "Knowledge.txt", only=["43-4031.00"])
    people.save("my-office")            # a folder to go on with

Personal data of an employee export (names, NIK, telephone, mail, address, tax and health numbers)
are dropped while they are read, and never stand in errors or notes.
"""

from mahir._mahir import (
    Import,
    case,
    esco,
    moodle,
    onet,
    opensalt,
    osmt,
    siasn,
    skillsfuture,
)

__all__ = [
    "Import",
    "case",
    "esco",
    "moodle",
    "onet",
    "opensalt",
    "osmt",
    "siasn",
    "skillsfuture",
]
