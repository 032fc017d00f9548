//! The closed lists of the atlas: sectors, offices and kinds.

/// Declares a fieldless enum whose members have one code each, with `as_str`, `parse` and `ALL`.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that tables and reports write.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The member of that code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

coded! {
    /// The part of society that an actor stands for.
    Sector {
        /// Government.
        Gov = "GOV",
        /// Armed forces of a state.
        Mil = "MIL",
        /// Parliament.
        Leg = "LEG",
        /// Courts and prosecutors.
        Jud = "JUD",
        /// Political party.
        Pty = "PTY",
        /// Opposition.
        Opp = "OPP",
        /// Rebels.
        Reb = "REB",
        /// Police.
        Cop = "COP",
        /// Intelligence services.
        Spy = "SPY",
        /// Press.
        Med = "MED",
        /// Business.
        Bus = "BUS",
        /// Civilians.
        Cvl = "CVL",
        /// Schools and universities.
        Edu = "EDU",
        /// Religion.
        Rel = "REL",
        /// Crime.
        Crm = "CRM",
        /// Armed, but of no known side.
        Uaf = "UAF",
        /// Labour.
        Lab = "LAB",
        /// Former officials and celebrities.
        Eli = "ELI",
    }
}

coded! {
    /// What a person holds, by its function and not by its title.
    Office {
        /// President, monarch, supreme leader.
        HeadOfState = "head_of_state",
        /// Prime minister, chancellor, or a president who governs.
        HeadOfGovernment = "head_of_government",
        /// A president who is not the head of state (Iran).
        President = "president",
        /// Vice president, deputy prime minister, crown prince.
        Deputy = "deputy_head",
        /// Foreign minister, secretary of state.
        ForeignMinister = "foreign_minister",
        /// Defence minister or secretary.
        DefenceMinister = "defence_minister",
        /// Interior minister, home secretary.
        InteriorMinister = "interior_minister",
        /// Finance minister, treasury secretary, chancellor of the exchequer.
        FinanceMinister = "finance_minister",
        /// Trade, economy or commerce minister.
        TradeMinister = "trade_minister",
        /// Justice minister, attorney general.
        JusticeMinister = "justice_minister",
        /// Any other member of the cabinet.
        Minister = "minister",
        /// National security adviser, secretary of a security council.
        SecurityAdviser = "security_adviser",
        /// Head of an intelligence service.
        SpyChief = "spy_chief",
        /// Chief of staff of the armed forces, commander.
        MilitaryChief = "military_chief",
        /// Ambassador, envoy, chief negotiator.
        Envoy = "envoy",
        /// Who speaks for a government or ministry.
        Spokesperson = "spokesperson",
        /// Another official of government.
        Official = "official",
        /// Governor or head of a part of a state.
        Governor = "governor",
        /// Mayor of a city.
        Mayor = "mayor",
        /// Speaker of a parliament.
        Speaker = "speaker",
        /// Member of a parliament.
        Legislator = "legislator",
        /// Judge or prosecutor.
        Judge = "judge",
        /// Leader of a party that governs or may govern.
        PartyLeader = "party_leader",
        /// Leader of the opposition, or a dissident.
        OppositionLeader = "opposition_leader",
        /// Leader of an armed group or movement.
        GroupLeader = "group_leader",
        /// Head of an international body.
        BodyHead = "body_head",
        /// Another official of an international body.
        BodyOfficial = "body_official",
        /// Pope, ayatollah, patriarch.
        ReligiousLeader = "religious_leader",
        /// Head of a company.
        Executive = "executive",
        /// Head of a central bank.
        CentralBanker = "central_banker",
    }
}

impl Office {
    /// The sector of whoever holds it.
    #[must_use]
    pub fn sector(self) -> Sector {
        match self {
            Self::MilitaryChief => Sector::Mil,
            Self::SpyChief => Sector::Spy,
            Self::Speaker | Self::Legislator => Sector::Leg,
            Self::Judge => Sector::Jud,
            Self::PartyLeader => Sector::Pty,
            Self::OppositionLeader => Sector::Opp,
            Self::GroupLeader => Sector::Reb,
            Self::ReligiousLeader => Sector::Rel,
            Self::Executive => Sector::Bus,
            _ => Sector::Gov,
        }
    }

    /// Whether a state has one holder at a time, so that the office alone says who is meant.
    #[must_use]
    pub fn is_single(self) -> bool {
        !matches!(
            self,
            Self::Minister
                | Self::Envoy
                | Self::Spokesperson
                | Self::Official
                | Self::Governor
                | Self::Mayor
                | Self::Legislator
                | Self::Judge
                | Self::PartyLeader
                | Self::OppositionLeader
                | Self::GroupLeader
                | Self::BodyHead
                | Self::BodyOfficial
                | Self::ReligiousLeader
                | Self::Executive
        )
    }

    /// How likely a bare surname means the holder: 0 is most likely.
    #[must_use]
    pub fn prominence(self) -> u8 {
        match self {
            Self::HeadOfGovernment | Self::HeadOfState | Self::President => 0,
            Self::ForeignMinister | Self::BodyHead | Self::GroupLeader | Self::OppositionLeader => 1,
            Self::DefenceMinister | Self::Deputy | Self::Spokesperson | Self::SecurityAdviser => 2,
            Self::PartyLeader | Self::ReligiousLeader | Self::Speaker | Self::SpyChief => 3,
            Self::InteriorMinister | Self::FinanceMinister | Self::MilitaryChief | Self::TradeMinister => 4,
            _ => 5,
        }
    }
}

coded! {
    /// What form of a state's name a word is.
    Form {
        /// Its name: Russia, the Russian Federation.
        Name = "name",
        /// A name it no longer bears: Zaire.
        Former = "former",
        /// A short form in capitals: USSR, U.K.
        Abbreviation = "abbreviation",
        /// The adjective: Russian.
        Adjective = "adjective",
        /// One of its people: a Briton.
        Demonym = "demonym",
        /// Its people: Britons, the British.
        Demonyms = "demonyms",
        /// The first half of a compound: Sino-.
        Prefix = "prefix",
        /// A name that only its enemies or its papers use: the Zionist regime.
        Byname = "byname",
    }
}

coded! {
    /// How exact a place is.
    PlaceKind {
        /// The seat of a state's government or its official capital.
        Capital = "capital",
        /// Another city, town or village.
        City = "city",
        /// A province, state or well known area.
        Region = "region",
        /// A sea, strait, river, island or mountain.
        Feature = "feature",
        /// A state, by its middle.
        Country = "country",
    }
}

coded! {
    /// What an international body is.
    BodyKind {
        /// Founded by states.
        Igo = "IGO",
        /// Founded by people.
        Ngo = "NGO",
        /// A company that acts in many states.
        Mnc = "MNC",
    }
}

coded! {
    /// What an organisation of one country is.
    OrgKind {
        /// A company.
        Company = "company",
        /// A newspaper, broadcaster or agency.
        Media = "media",
        /// A political party.
        Party = "party",
        /// An organ of a state: a ministry, a service, a parliament.
        Organ = "organ",
        /// A union, church, university or movement.
        Society = "society",
    }
}

coded! {
    /// What a role noun stands for.
    RoleKind {
        /// One person: minister, rebel.
        Person = "person",
        /// Several people: troops, protesters.
        People = "people",
        /// An institution: ministry, parliament.
        Institution = "institution",
    }
}
