//! The closed classes of the contract as domain enums, with their protobuf numbers and names.

/// Makes a domain enum whose discriminants are the numbers of the protobuf enum `$wire`.
///
/// `from_wire` gives `None` for 0 (unspecified) and for numbers that this release does not know.
macro_rules! kinds {
    ($(#[$about:meta])* $name:ident, $wire:literal {
        $($(#[$doc:meta])* $variant:ident = $number:literal, $word:literal;)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        pub enum $name {
            $($(#[$doc])* $variant = $number,)+
        }

        impl $name {
            /// All of them, in order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The protobuf number.
            pub fn to_wire(self) -> i32 {
                self as i32
            }

            /// The value of a protobuf number; `None` for 0 and for unknown numbers.
            pub fn from_wire(number: i32) -> Option<Self> {
                match number {
                    $($number => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The protobuf name without the enum's prefix: "MEETING".
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The protobuf name without the enum's prefix read back.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The protobuf enum's name, as field violations print it.
            pub const WIRE_NAME: &str = $wire;
        }
    };
}

kinds! {
    /// The class of an event.
    EventKind, "EventKind" {
        /// Two or more parties meet, talk or call.
        Meeting = 1, "MEETING";
        /// One party travels to another.
        Visit = 2, "VISIT";
        /// A session, summit, congress, forum or assembly.
        Conference = 3, "CONFERENCE";
        /// An agreement is signed, adopted or sealed.
        Signing = 4, "SIGNING";
        /// An agreement is ratified or enters into force.
        Ratification = 5, "RATIFICATION";
        /// A party withdraws from, suspends or ends an agreement or membership.
        Withdrawal = 6, "WITHDRAWAL";
        /// Money or goods are given, lent, allocated or invested.
        Funding = 7, "FUNDING";
        /// A programme, body, facility or coalition is proposed, launched or opened.
        Initiative = 8, "INITIATIVE";
        /// A party binds itself to a plan or a target.
        Commitment = 9, "COMMITMENT";
        /// Quoted or reported speech attributed to a speaker.
        Statement = 10, "STATEMENT";
        /// A person takes or leaves a post, or a body joins, chairs or leaves another.
        Appointment = 11, "APPOINTMENT";
        /// A prize, decoration or recognition.
        Award = 12, "AWARD";
        /// A measured state of the world.
        Indicator = 13, "INDICATOR";
        /// A law, ban, policy or official decision takes effect.
        Policy = 14, "POLICY";
        /// Criticism, protest, sanction, threat or breach between parties.
        Dispute = 15, "DISPUTE";
        /// Use of force, attack or military action.
        Conflict = 16, "CONFLICT";
        /// An outbreak, disaster or accident.
        Incident = 17, "INCIDENT";
    }
}

kinds! {
    /// Whether the text says that an event happened.
    Modality, "Modality" {
        /// It happened, or is happening.
        Occurred = 1, "OCCURRED";
        /// It is announced or scheduled.
        Planned = 2, "PLANNED";
        /// It is proposed, discussed or wished for.
        Proposed = 3, "PROPOSED";
        /// The text says that it did not happen, or will not.
        Denied = 4, "DENIED";
    }
}

kinds! {
    /// An actor's part in an event.
    ParticipantRole, "ParticipantRole" {
        /// Takes part.
        Participant = 1, "PARTICIPANT";
        /// Hosts, chairs or organises.
        Host = 2, "HOST";
        /// Signs.
        Signatory = 3, "SIGNATORY";
        /// Is bound by the agreement.
        Party = 4, "PARTY";
        /// Speaks.
        Speaker = 5, "SPEAKER";
        /// Gives or lends.
        Funder = 6, "FUNDER";
        /// Receives money, help, a visit, an award or a post.
        Recipient = 7, "RECIPIENT";
        /// Proposes, commits, decides or launches.
        Initiator = 8, "INITIATOR";
        /// Is what an indicator, an appointment or an incident is about.
        Subject = 9, "SUBJECT";
        /// Is criticised, sanctioned or attacked.
        Target = 10, "TARGET";
    }
}

kinds! {
    /// The class of an actor.
    ActorKind, "ActorKind" {
        /// A human being.
        Person = 1, "PERSON";
        /// A government body, company, institution or committee.
        Organization = 2, "ORGANIZATION";
        /// A country.
        Country = 3, "COUNTRY";
        /// An international organisation or a bloc of countries.
        Intergovernmental = 4, "INTERGOVERNMENTAL";
        /// People known only by a description.
        Group = 5, "GROUP";
    }
}

kinds! {
    /// The class of an agreement.
    AgreementKind, "AgreementKind" {
        /// A treaty.
        Treaty = 1, "TREATY";
        /// A convention.
        Convention = 2, "CONVENTION";
        /// An agreement by that name, or a deal.
        Agreement = 3, "AGREEMENT";
        /// A memorandum of understanding or cooperation.
        Memorandum = 4, "MEMORANDUM";
        /// A declaration.
        Declaration = 5, "DECLARATION";
        /// A strategy.
        Strategy = 6, "STRATEGY";
        /// An action plan, programme or roadmap of measures.
        ActionPlan = 7, "ACTION_PLAN";
        /// A protocol.
        Protocol = 8, "PROTOCOL";
        /// A loan, grant or purchase contract.
        Contract = 9, "CONTRACT";
        /// A communique, statement of intent or resolution.
        Statement = 10, "STATEMENT";
    }
}

kinds! {
    /// The furthest stage of an agreement.
    AgreementStatus, "AgreementStatus" {
        /// Proposed.
        Proposed = 1, "PROPOSED";
        /// Negotiated, agreed in principle or initialled.
        Negotiated = 2, "NEGOTIATED";
        /// Signed or adopted.
        Signed = 3, "SIGNED";
        /// In force.
        InForce = 4, "IN_FORCE";
        /// Its period is over.
        Expired = 5, "EXPIRED";
        /// Suspended.
        Suspended = 6, "SUSPENDED";
        /// Ended by a party.
        Terminated = 7, "TERMINATED";
    }
}

kinds! {
    /// Whether a number is a level or a change.
    ChangeDirection, "ChangeDirection" {
        /// A level.
        Level = 1, "LEVEL";
        /// A rise, or a level reached by one.
        Increase = 2, "INCREASE";
        /// A fall, or a level reached by one.
        Decrease = 3, "DECREASE";
    }
}

kinds! {
    /// The type of a time expression, after TIMEX3.
    TimeExpressionKind, "TimeExpressionKind" {
        /// A calendar date of any size.
        Date = 1, "DATE";
        /// A time of day.
        Time = 2, "TIME";
        /// A length of time.
        Duration = 3, "DURATION";
        /// A recurrent time.
        Set = 4, "SET";
    }
}
