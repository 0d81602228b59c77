use crate::calendar::Day;
use crate::json::words;

words! {
    /// A sector of Dutch education, or business.
    pub enum Sector {
        /// Primary education (*primair onderwijs*).
        Po = "po",
        /// Secondary education (*voortgezet onderwijs*).
        Vo = "vo",
        /// Special education, primary and secondary (*(voortgezet) speciaal onderwijs*).
        So = "so",
        /// Vocational education (*middelbaar beroepsonderwijs*).
        Mbo = "mbo",
        /// Higher education (*hbo* and *wo*).
        Ho = "ho",
        /// Not education: any organisation.
        Business = "business",
    }
}

words! {
    /// A covenant that a supplier can endorse.
    pub enum Scheme {
        /// *Convenant Digitale Onderwijsmiddelen en Privacy*, which sets purposes (article 5), model agreement and
        /// *privacybijsluiter*.
        Privacyconvenant = "privacyconvenant",
    }
}

struct Version {
    scheme: Scheme,
    version: &'static str,
    from: &'static str,
    replaced: Option<&'static str>,
    sectors: &'static [Sector],
}

/// Source: privacyconvenant.nl (versions and dates), Heutink ICT's statement of 2018 for 3.0 and MBO.
const VERSIONS: &[Version] = &[
    Version {
        scheme: Scheme::Privacyconvenant,
        version: "1.0",
        from: "2015-01-01",
        replaced: Some("2016-01-01"),
        sectors: &[Sector::Po, Sector::Vo, Sector::So],
    },
    Version {
        scheme: Scheme::Privacyconvenant,
        version: "2.0",
        from: "2016-01-01",
        replaced: Some("2018-04-01"),
        sectors: &[Sector::Po, Sector::Vo, Sector::So],
    },
    Version {
        scheme: Scheme::Privacyconvenant,
        version: "3.0",
        from: "2018-04-01",
        replaced: Some("2022-08-01"),
        sectors: &[Sector::Po, Sector::Vo, Sector::So, Sector::Mbo],
    },
    Version {
        scheme: Scheme::Privacyconvenant,
        version: "4.0",
        from: "2022-04-13",
        replaced: None,
        sectors: &[Sector::Po, Sector::Vo, Sector::So, Sector::Mbo],
    },
];

impl Scheme {
    /// The versions there are.
    pub fn versions(self) -> impl Iterator<Item = &'static str> {
        VERSIONS.iter().filter(move |v| v.scheme == self).map(|v| v.version)
    }

    /// True if this version had been replaced by a later one before `day`; `None` if there is no such version.
    pub fn is_replaced(self, version: &str, day: Day) -> Option<bool> {
        let replaced = self.find(version)?.replaced.and_then(|text| text.parse::<Day>().ok());
        Some(replaced.is_some_and(|from| from <= day))
    }

    /// The first day of this version; `None` if there is no such version.
    pub fn since(self, version: &str) -> Option<Day> {
        self.find(version)?.from.parse().ok()
    }

    /// True if this version covers the sector; `None` if there is no such version.
    pub fn covers(self, version: &str, sector: Sector) -> Option<bool> {
        Some(self.find(version)?.sectors.contains(&sector))
    }

    fn find(self, version: &str) -> Option<&'static Version> {
        VERSIONS.iter().find(|v| v.scheme == self && v.version == version)
    }
}
