//! Every sentence of the page, in Dutch and in English: language level B1, no article of law in the running text.
//! `{}` is a gap that is filled with a name, a number or a date.

use crate::policy::Language;

macro_rules! description {
    ($($name:ident = $nl:literal, $en:literal;)+) => {
        /// A sentence of the page.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum Sentence { $($name),+ }

        impl Sentence {
            #[cfg(test)]
            const ALL: &'static [Sentence] = &[$(Sentence::$name),+];

            pub(super) fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Sentence::$name, Language::Dutch) => $nl,
                    (Sentence::$name, Language::English) => $en,)+
                }
            }
        }
    };
}

description! {
    Title = "Uw gegevens: antwoord op uw verzoek", "Your data: the answer to your request";
    SkipLink = "Ga naar de gegevens", "Go to the data";
    OnThisPage = "Op deze pagina", "On this page";
    And = " en ", " and ";
    Note = "Noot", "Note";
    Yes = "Ja.", "Yes.";
    No = "Nee.", "No.";
    NotOutright = "Niet zonder meer, maar u kunt bezwaar maken.", "Not outright, but you can object.";
    NotKnownYet = "Dat is nog niet bekend.", "That is not known yet.";

    // The head.
    From = "Van", "From";
    AskedOn = "Gevraagd op", "Asked on";
    AnsweredOn = "Beantwoord op", "Answered on";
    RequestNumber = "Nummer van het verzoek", "Number of the request";
    IntroAccess = "U hebt gevraagd welke gegevens wij hebben over u, of over de persoon voor wie u spreekt. Hieronder leest u het. Het bestand dat bij deze pagina hoort, bevat alle gegevens zelf.", "You asked which data we have about you, or about the person you speak for. You can read it below. The file that comes with this page holds all the data themselves.";
    IntroPortability = "U hebt gevraagd om gegevens die u kunt meenemen, van u of van de persoon voor wie u spreekt. Hieronder leest u welke dat zijn. Het bestand dat bij deze pagina hoort, bevat de gegevens zelf. Een computer van een ander kan het lezen.", "You asked for data that you can take with you, yours or those of the person you speak for. You can read below which they are. The file that comes with this page holds the data themselves. Another party's computer can read it.";
    PolicyLanguage = "De namen van gegevens en doelen zijn in het Nederlands, zoals in ons beleid.", "The names of data and purposes are in the language of our policy, which is not English.";
    PolicyLanguageIsEnglish = "De namen van gegevens en doelen zijn in het Engels, zoals in ons beleid.", "The names of data and purposes are as in our policy.";

    // In short.
    InShort = "In het kort", "In short";
    ShortFound = "Wij hebben {} soorten gegevens gevonden, samen {} stuks.", "We found {} kinds of data, {} items in all.";
    ShortFoundOne = "Wij hebben één soort gegevens gevonden, samen {} stuks.", "We found one kind of data, {} items in all.";
    ShortFoundOneOfOne = "Wij hebben één stuk gevonden.", "We found one item.";
    ShortFoundNothing = "Wij hebben geen gegevens gevonden die wij u kunnen geven.", "We found no data that we can give you.";
    ShortNothing = "Van {} soorten gegevens hebben wij niets gevonden.", "Of {} kinds of data we found nothing.";
    ShortNothingOne = "Van één soort gegevens hebben wij niets gevonden.", "Of one kind of data we found nothing.";
    ShortLeftOut = "Sommige gegevens staan er niet in. U leest waarom bij", "Some data are left out. You can read why under";
    ShortComplete = "Wij hebben niets weggelaten.", "We have left nothing out.";
    ShortRights = "Klopt er iets niet, of wilt u iets niet meer? Lees wat u kunt doen bij", "Is something wrong, or do you not want something any more? Read what you can do under";

    // The data.
    Data = "Welke gegevens wij hebben", "Which data we have";
    DataPortability = "Welke gegevens u kunt meenemen", "Which data you can take with you";
    DataIntro = "Elk blok gaat over één soort gegevens. De balk laat zien hoe lang wij ze nog houden, gerekend vanaf vandaag. Alle balken hebben dezelfde lengte in tijd.", "Each block is about one kind of data. The bar shows how much longer we keep them, counted from today. All bars cover the same length of time.";
    What = "Wat", "What";
    Pieces = "{} stuks", "{} items";
    OnePiece = "1 stuk", "1 item";
    InSystem = "in {}", "in {}";
    Examples = "Voorbeelden:", "Examples:";
    Example = "Voorbeeld:", "Example:";
    MoreFields = "en nog {} velden", "and {} more fields";
    WhatFor = "Waarvoor", "What for";
    NoPurpose = "Geen doel in ons beleid vraagt nu nog om deze gegevens.", "No purpose in our policy asks for these data any more.";
    YouCanRefuse = "dit kunt u weigeren", "you can refuse this";
    YouCanObject = "u kunt bezwaar maken", "you can object";
    YouCannotRefuse = "dit kunt u niet weigeren", "you cannot refuse this";
    RefusalUnknown = "of u dit kunt weigeren, is nog niet bekend", "whether you can refuse this is not known yet";
    WhoSees = "Wie ziet het", "Who sees it";
    WithUs = "Dit zijn de mensen die erbij kunnen:", "These people can get to it:";
    OfParty = "{} (bij {})", "{} (at {})";
    Receives = "Dit zijn de organisaties die het krijgen:", "These organisations get it:";
    NobodyNamed = "Ons beleid noemt niemand die deze gegevens ziet.", "Our policy names nobody who sees these data.";
    Pseudonymised = "zonder naam, met een code", "without a name, with a code";
    Anonymised = "zo dat niemand ziet over wie het gaat", "so that nobody can see whom it is about";
    UntilWhen = "Tot wanneer", "Until when";
    AllGoneAfter = "Na {} is alles weg.", "After {} all of it is gone.";
    OldestAndNewest = "Het oudste gaat weg na {}, het nieuwste na {}.", "The oldest goes after {}, the newest after {}.";
    NoEndYet = "Er is nog geen einddatum. Die hangt af van wat er nog gebeurt; lees hieronder waarvan.", "There is no end date yet. It depends on what happens next; read below on what.";
    EndNotKnown = "Wij kunnen de einddatum nu niet bepalen:", "We cannot tell the end date now:";
    TermOver = "De tijd is om. Zolang uw verzoek loopt, houden wij de gegevens vast. Daarna moeten zij weg.", "The time is up. While your request is open, we hold the data. After that they must go.";
    NewestOver = "Van een deel is de tijd al om. Dat moet weg zodra uw verzoek klaar is.", "For part of it the time is up already. That must go as soon as your request is done.";
    UndatedOne = "Van 1 stuk weten wij niet wanneer het is vastgelegd.", "Of 1 item we do not know when it was recorded.";
    UndatedSome = "Van {} stuks weten wij niet wanneer zij zijn vastgelegd.", "Of {} items we do not know when they were recorded.";
    CreatedOn = "Vastgelegd: {}.", "Recorded: {}.";
    FirstToLast = "{} tot en met {}", "{} up to and including {}";
    Today = "vandaag", "today";
    NoEnd = "geen einde bekend", "no known end";
    BarUntil = "Balk: nog tot en met {}.", "Bar: still until {}.";
    BarOpen = "Balk: einde nog niet bekend.", "Bar: end not known yet.";
    BarOver = "Balk: de tijd is om.", "Bar: the time is up.";
    WhyNotEarlier = "Waarom niet eerder weg", "Why not gone earlier";
    NeededFor = "Nodig voor: {}.", "Needed for: {}.";
    HeldOnlyFor = "Alleen bewaard, niet gebruikt, voor: {}.", "Only kept, not used, for: {}.";
    MaybeNeededFor = "Misschien nog nodig voor: {}.", "Perhaps still needed for: {}.";
    ThroughDay = "Dat is tot en met {}.", "That is until {}.";
    NothingKeeps = "Niets houdt deze gegevens nog vast, behalve dit verzoek.", "Nothing keeps these data any more, except this request.";
    KeptFor = "Daarvoor bewaren wij het {}.", "For that we keep it {}.";
    KeptAlso = "En {}.", "And {}.";
    SourceOfTerm = "(Bron: {}.)", "(Source: {}.)";
    LeftOutHere = "Weggelaten", "Left out";
    LeftOutFields = "Deze gegevens gaan ook over anderen. Wat over hen gaat, is weggelaten: {}.", "These data are about others too. What is about them was left out: {}.";
    LeftOutNothing = "Sommige stuks gaan ook over anderen. Daarin hoefde niets te worden weggelaten.", "Some items are about others too. Nothing had to be left out of them.";
    TakeAlong = "Meenemen", "Taking it along";
    CanTakeAlong = "U kunt deze gegevens meenemen naar een ander.", "You can take these data to someone else.";
    NothingFound = "Hiervan hebben wij niets gevonden", "Of these we found nothing";

    // The purposes.
    Purposes = "Waarvoor wij de gegevens gebruiken", "What we use the data for";
    WhyAllowed = "Waarom mag het?", "Why is it allowed?";
    MayIRefuse = "Kunt u het weigeren?", "Can you refuse it?";
    BasisConsent = "Omdat er toestemming voor wordt gevraagd.", "Because we ask for consent.";
    BasisContract = "Omdat het nodig is voor een contract.", "Because a contract needs it.";
    BasisLegalObligation = "Omdat een wet ons daartoe verplicht.", "Because a law obliges us to.";
    BasisVitalInterests = "Omdat iemands leven of gezondheid ervan kan afhangen.", "Because someone's life or health can depend on it.";
    BasisPublicTask = "Omdat het hoort bij een taak van algemeen belang, zoals onderwijs geven.", "Because it belongs to a task in the public interest, such as teaching.";
    BasisLegitimateInterests = "Omdat wij er een goede reden voor hebben die zwaarder weegt dan het nadeel voor u.", "Because we have a good reason that weighs more than the disadvantage to you.";
    BasisNotSet = "Dat is nog niet vastgelegd.", "That has not been set yet.";
    RefuseOption = "U kunt dit uitzetten: {}.", "You can switch this off: {}.";
    RefuseOptionInstitution = "Alleen de instelling kan dit uitzetten: {}.", "Only the institution can switch this off: {}.";
    RefuseContract = "Zonder deze gegevens kan het contract niet worden uitgevoerd.", "Without these data the contract cannot be carried out.";
    RefuseLegalObligation = "De wet laat ons geen keuze.", "The law leaves us no choice.";
    RefuseVitalInterests = "Het gaat om leven of gezondheid.", "It is about life or health.";
    RefusalPending = "Dat hangt af van de reden waarom het mag. Die is nog niet vastgelegd; vraag het ons.", "That depends on why it is allowed. The reason has not been set yet; ask us.";
    AlsoHow = "Hoe u dat doet, leest u bij", "How to do that is under";

    // Choices.
    Choices = "Uw keuzes tot nu toe", "Your choices so far";
    NoChoices = "Er zijn geen keuzes vastgelegd, zoals een toestemming of een bezwaar.", "No choices are on record, such as a consent or an objection.";
    ChoiceDate = "Datum", "Date";
    ChoiceWhat = "Keuze", "Choice";
    ChoiceBy = "Door wie", "By whom";
    ChoiceFor = "Waarvoor", "For what";
    ChoicesCaption = "Keuzes die zijn vastgelegd, de oudste eerst", "Choices on record, the oldest first";
    Given = "toestemming gegeven", "consent given";
    Refused = "toestemming geweigerd", "consent refused";
    Withdrawn = "toestemming ingetrokken", "consent withdrawn";
    Superseded = "de tekst is veranderd; de toestemming moest opnieuw worden gevraagd", "the text has changed; consent had to be asked again";
    Invalid = " (later ongeldig verklaard)", " (later found invalid)";
    SwitchedOn = "aangezet", "switched on";
    SwitchedOff = "uitgezet", "switched off";
    Objected = "bezwaar gemaakt", "objected";
    AllPurposes = "alles", "everything";
    BySelf = "de persoon zelf", "the person";
    ByUser = "de persoon, of wie voor die persoon spreekt", "the person, or whoever speaks for them";
    ByRepresentative = "een ouder, verzorger of andere vertegenwoordiger", "a parent, guardian or other representative";
    ByNobody = "–", "–";
    WithdrawSo = "Toestemming intrekken kan altijd. Stuur een bericht aan {}. U hoeft geen reden te geven. Wat vóór die tijd gebeurde, blijft geldig.", "You can always withdraw a consent. Send a message to {}. You need not give a reason. What happened before that remains valid.";
    WithdrawSoUnknown = "Toestemming intrekken kan altijd. U hoeft geen reden te geven.", "You can always withdraw a consent. You need not give a reason.";
    WithdrawHarder = "Let op: ons beleid zegt dat intrekken bij dit doel meer moeite kost dan geven. Dat mag niet; zeg het ons als het u niet lukt.", "Note: our policy says that for this purpose withdrawing takes more effort than giving. That is not allowed; tell us if you do not succeed.";

    // Recipients.
    Recipients = "Wie de gegevens krijgt", "Who gets the data";
    RecipientsIntro = "Deze organisaties krijgen gegevens, of kunnen ze krijgen.", "These organisations get data, or can get them.";
    RecipientsCaption = "Organisaties die gegevens krijgen", "Organisations that get data";
    RecipientsNone = "Wij geven deze gegevens aan niemand anders.", "We give these data to nobody else.";
    RecipientWho = "Wie", "Who";
    RecipientWhat = "Wat en waarom", "What and why";
    RecipientWhere = "Land", "Country";
    RecipientUnnamed = "Ons beleid noemt alleen de soort organisatie. Vraag ons om de naam.", "Our policy names only the kind of organisation. Ask us for the name.";
    DisclosedOn = "Gegeven op {}.", "Given on {}.";
    CountryUnknown = "niet bekend", "not known";
    GroundProcessor = "werkt voor ons, volgens onze regels", "works for us, by our rules";
    GroundContract = "nodig voor een contract", "needed for a contract";
    GroundConsent = "met toestemming", "with consent";
    GroundLegitimateInterest = "om een eigen, goede reden", "for a good reason of its own";
    GroundLegalDuty = "omdat een wet het verplicht", "because a law obliges us";
    GroundOwn = "de gegevens horen bij deze organisatie", "the data belong with this organisation";
    GroundInstruction = "in opdracht van wie verantwoordelijk is", "on the instruction of who is responsible";
    GroundDisclosed = "aan deze organisatie gegeven", "given to this organisation";

    // Outside the EEA.
    Outside = "Buiten Europa", "Outside Europe";
    OutsideNone = "Geen van deze organisaties verwerkt de gegevens buiten de Europese Economische Ruimte, voor zover ons beleid het land noemt.", "None of these organisations processes the data outside the European Economic Area, as far as our policy names the country.";
    OutsideIntro = "Buiten de Europese Economische Ruimte gelden andere regels. Daarom is er een extra waarborg nodig.", "Outside the European Economic Area other rules hold. So an extra safeguard is needed.";
    OutsideCaption = "Organisaties buiten de Europese Economische Ruimte", "Organisations outside the European Economic Area";
    OutsideTool = "Waarborg", "Safeguard";
    OutsideState = "Geldt nu", "Holds now";
    OutsideNoTool = "geen", "none";
    OutsideUnknown = "Van deze organisaties noemt ons beleid het land niet: {}.", "Of these organisations our policy does not name the country: {}.";
    OutsideCopy = "U kunt ons om een kopie van deze waarborgen vragen.", "You can ask us for a copy of these safeguards.";
    StandingInForce = "ja", "yes";
    StandingLapsed = "nee, niet meer", "no, no longer";
    StandingNoTool = "nee", "no";
    StandingClaimed = "het wordt gezegd; niemand heeft het gezien", "it is claimed; nobody has seen it";
    ToolAdequacy = "besluit van de Europese Commissie dat dit land gegevens goed beschermt", "decision of the European Commission that this country protects data well";
    ToolDataPrivacyFramework = "deelname aan het EU-US Data Privacy Framework", "taking part in the EU-US Data Privacy Framework";
    ToolStandardClauses = "modelcontract van de Europese Commissie", "standard contract of the European Commission";
    ToolBindingCorporateRules = "bindende regels binnen het concern", "binding corporate rules";
    ToolPublicBodies = "bindende afspraak tussen overheden", "binding instrument between public bodies";
    ToolCodeOfConduct = "goedgekeurde gedragscode", "approved code of conduct";
    ToolCertification = "goedgekeurd certificaat", "approved certification";
    ToolExplicitConsent = "uitdrukkelijke toestemming", "explicit consent";
    ToolPrivacyShield = "Privacy Shield", "Privacy Shield";
    ToolSafeHarbor = "Safe Harbor", "Safe Harbor";
    ToolAgreements = "afspraken; dat is geen waarborg die de wet kent", "agreements; that is no safeguard known to the law";

    // Decisions by computers.
    Computers = "Beslissingen door computers", "Decisions by computers";
    ComputersNone = "Nee. Geen computer neemt alleen een beslissing over u, en niemand maakt met deze gegevens automatisch een profiel.", "No. No computer takes a decision about you alone, and nobody makes an automatic profile with these data.";
    EffectDecidesAlone = "{}: hier neemt een computer alleen een beslissing. U mag vragen dat een mens opnieuw kijkt, en u mag zeggen wat u ervan vindt.", "{}: here a computer takes a decision alone. You may ask that a human looks again, and you may say what you think of it.";
    EffectAdvises = "{}: een computer geeft advies, een mens beslist.", "{}: a computer gives advice, a human decides.";
    EffectProfiling = "{}: een computer beoordeelt automatisch kenmerken van een persoon.", "{}: a computer evaluates features of a person automatically.";
    EffectUnsaid = "Van deze doelen zegt ons beleid niet of een computer beslist: {}.", "Of these purposes our policy does not say whether a computer decides: {}.";
    EffectLogic = "Wilt u weten hoe de computer tot zijn uitkomst komt en wat dat voor u betekent? Vraag het ons. Wij moeten het uitleggen.", "Do you want to know how the computer comes to its result and what that means for you? Ask us. We must explain it.";

    // Sources.
    Sources = "Waar de gegevens vandaan komen", "Where the data come from";
    SourcesCaption = "Per soort gegevens waar zij vandaan komen", "For each kind of data where they come from";
    SourceData = "Gegevens", "Data";
    SourceFrom = "Waar vandaan", "Where from";
    FromProvided = "Van u, of van de persoon zelf.", "From you, or from the person.";
    FromObserved = "Vastgelegd terwijl iets werd gebruikt of gedaan.", "Recorded while something was used or done.";
    FromDerived = "Door ons of door een computer afgeleid uit andere gegevens.", "Worked out by us or by a computer from other data.";
    FromParty = "Gekregen van {}.", "Received from {}.";
    FromSomeParty = "Gekregen van een andere organisatie.", "Received from another organisation.";
    FromUnsaid = "Dat zegt ons beleid niet. Vraag het ons.", "Our policy does not say. Ask us.";

    // Left out.
    LeftOut = "Wat er niet in staat, en waarom", "What is left out, and why";
    LeftOutNone = "Wij hebben niets weggelaten.", "We have left nothing out.";
    LeftOutRefused = "{}: dit deel van het verzoek is geweigerd. {}", "{}: this part of the request was refused. {}";
    LeftOutCannotIdentify = "{}. {}", "{}. {}";
    LeftOutTransient = "{}: dit bewaren wij niet. Na gebruik is het meteen weg.", "{}: we do not keep this. After use it is gone at once.";
    LeftOutNotPortable = "{}: dit valt niet onder de regel over meenemen. {} U kunt er wel inzage in vragen.", "{}: the rule on taking data along does not cover this. {} You can ask to see it.";
    LeftOutNotYours = "Die regel gaat alleen over wat u zelf hebt gegeven of wat over uw gebruik is vastgelegd.", "That rule is only about what you gave yourself or what was recorded of your use.";
    LeftOutForward = "{}: hierover beslist {}. Wij sturen uw verzoek daarheen.", "{}: {} decides on this. We send your request there.";
    LeftOutForwardUnnamed = "{}: hierover beslist de organisatie waarvoor wij werken. Wij sturen uw verzoek daarheen.", "{}: the organisation that we work for decides on this. We send your request there.";
    LeftOutNotAuthorised = "{}: wij weten niet of u dit voor deze persoon mag vragen.", "{}: we do not know whether you may ask this for this person.";
    LeftOutErased = "{}: dit is al gewist.", "{}: this was erased before.";
    LeftOutRollsOff = "{}: dit is gewist. Uit de reservekopieën is het weg na {}.", "{}: this was erased. It is gone from the backups after {}.";
    LeftOutOthers = "{}: wat over anderen gaat, is weggelaten. Een kopie mag hun rechten niet schaden.", "{}: what is about others was left out. A copy may not harm their rights.";
    LeftOutFieldsShort = "Velden: {}.", "Fields: {}.";
    LeftOutDisagree = "Bent u het er niet mee eens? U kunt een klacht indienen of naar de rechter gaan.", "Do you disagree? You can complain or go to court.";

    // Rights.
    Rights = "Wat u kunt doen", "What you can do";
    RightsIntro = "De wet geeft u deze rechten. Vragen kost niets, en u krijgt binnen een maand antwoord.", "The law gives you these rights. Asking costs nothing, and you get an answer within a month.";
    RightAccess = "Gegevens zien", "See data";
    RightRectification = "Gegevens laten verbeteren", "Have data corrected";
    RightErasure = "Gegevens laten wissen", "Have data erased";
    RightRestriction = "Het gebruik laten stilzetten", "Have the use stopped for a time";
    RightPortability = "Gegevens meenemen", "Take data with you";
    RightObjection = "Bezwaar maken", "Object";
    RightHumanIntervention = "Een mens laten kijken naar een beslissing van een computer", "Have a human look at a decision by a computer";
    RightWithdrawal = "Toestemming intrekken", "Withdraw a consent";
    ErasureAlways = "U kunt dit altijd vragen. Soms moeten wij gegevens houden, bijvoorbeeld omdat een wet dat zegt.", "You can always ask for this. Sometimes we must keep data, for instance because a law says so.";
    HumanAlways = "Dat kan bij een beslissing die een computer alleen neemt.", "This is possible for a decision that a computer takes alone.";
    ApplicabilityFor = "Dat kan bij: {}.", "This is possible for: {}.";
    ApplicabilityNothing = "Dat kan bij geen van de doelen hierboven.", "This is possible for none of the purposes above.";
    InPolicy = "Ons beleid: {}.", "Our policy: {}.";
    HowToAsk = "Zo vraagt u het", "How to ask";
    AskHere = "Stuur een bericht aan {}.", "Send a message to {}.";
    AskNowhere = "Ons beleid noemt geen adres. Vraag het aan wie verantwoordelijk is.", "Our policy names no address. Ask who is responsible.";
    Identity = "Wie bent u?", "Who are you?";
    AnswerWithin = "Antwoord: binnen {}.", "Answer: within {}.";
    AnswerExtension = "Is het ingewikkeld, dan kan daar {} bij komen; dat zeggen wij op tijd.", "If it is complicated, {} can be added; we tell you in time.";

    // Complaint.
    Complaint = "Een klacht", "A complaint";
    ComplaintAuthority = "Vindt u dat wij niet goed met gegevens omgaan? Zeg het ons. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens. Dat is de toezichthouder in Nederland: autoriteitpersoonsgegevens.nl.", "Do you think that we do not treat data well? Tell us. You can also complain to the Autoriteit Persoonsgegevens, the supervisory authority in the Netherlands: autoriteitpersoonsgegevens.nl.";
    ComplaintCourt = "U kunt ook naar de rechter gaan.", "You can also go to court.";

    // Who is responsible.
    Responsible = "Wie verantwoordelijk is", "Who is responsible";
    Officer = "Functionaris gegevensbescherming (houdt bij ons toezicht op privacy)", "Data protection officer (watches over privacy with us)";
    Representative = "Vertegenwoordiger in de Europese Unie", "Representative in the European Union";
    NoController = "Ons beleid noemt niet wie verantwoordelijk is.", "Our policy does not name who is responsible.";
    NoContact = "Ons beleid noemt geen adres.", "Our policy names no address.";

    // The file.
    File = "Het bestand bij deze pagina", "The file with this page";
    FileHasOne = "Alle gegevens staan in een bestand dat een computer kan lezen (JSON). Het heeft {} bytes en 1 stuk. Hiermee ziet u of het bestand heel is aangekomen:", "All the data are in a file that a computer can read (JSON). It has {} bytes and 1 item. With this you can see whether the file arrived whole:";
    FileHas = "Alle gegevens staan in een bestand dat een computer kan lezen (JSON). Het heeft {} bytes en {} stuks. Hiermee ziet u of het bestand heel is aangekomen:", "All the data are in a file that a computer can read (JSON). It has {} bytes and {} items. With this you can see whether the file arrived whole:";
    Checksum = "controlegetal (SHA-256)", "checksum (SHA-256)";
    PolicyUsed = "Gemaakt met ons beleid “{}”, versie {}.", "Made with our policy “{}”, version {}.";

    // Notes.
    Notes = "Noten", "Notes";
    NotesIntro = "De nummers in de tekst wijzen naar deze artikelen. Zonder naam van een wet is het de Algemene verordening gegevensbescherming (AVG).", "The numbers in the text point to these articles. Where no act is named, it is the General Data Protection Regulation (GDPR).";
    ArticleIs = "Artikel {}.", "Article {}.";
    WhereIsWhat = "Waar staat wat de wet vraagt", "Where to find what the law asks for";
    LawAsks = "De wet vraagt", "The law asks for";
    LawArticle = "Artikel", "Article";
    OnThePage = "Op deze pagina bij", "On this page under";
    FieldPurposes = "de doelen", "the purposes";
    FieldCategories = "de soorten gegevens", "the categories of data";
    FieldRecipients = "de ontvangers", "the recipients";
    FieldPeriod = "de bewaartermijn", "the storage period";
    FieldRights = "de rechten", "the rights";
    FieldComplaint = "het klachtrecht", "the right to complain";
    FieldSource = "de bron", "the source";
    FieldDecisions = "beslissingen door computers", "automated decisions";
    FieldTransfers = "waarborgen buiten Europa", "safeguards outside Europe";
    FieldCopy = "de kopie", "the copy";
    FieldOthers = "de rechten van anderen", "the rights of others";
    Footer = "Deze pagina is gemaakt uit ons beleid en uit wat over deze gegevens is vastgelegd. Zij zegt niet of alles mag; dat beoordelen mensen.", "This page was made from our policy and from what is on record about these data. It does not say whether all of it is allowed; people judge that.";

    // Terms in words.
    TermWhile = "zolang {} duurt", "as long as {} lasts";
    TermAfterState = "tot {} na het einde van {}", "until {} after the end of {}";
    TermAtEndOfState = "tot het einde van {}", "until the end of {}";
    TermAfterHappening = "tot {} na {}", "until {} after {}";
    TermEarliest = "zo lang als de kortste van deze termijnen: {}", "for the shortest of these terms: {}";
    TermLatest = "zo lang als de langste van deze termijnen: {}", "for the longest of these terms: {}";
    TermIf = "als dit zo is: {}, dan {}, anders {}", "if this is so: {}, then {}, otherwise {}";
    TermIfAt = "op het moment van {}: als dit zo is: {}, dan {}, anders {}", "at the moment of {}: if this is so: {}, then {}, otherwise {}";
    TermWithBasis = "zolang de reden bestaat waarom het mag", "as long as the reason exists why it is allowed";
    TermByAgreement = "zo lang als de overeenkomst met de leverancier zegt", "as long as the agreement with the supplier says";
    TermUnbounded = "zonder einddatum; het beleid zegt: “{}”", "without an end date; the policy says: “{}”";
    TermLatestOf = "het laatste van {}", "the last of {}";
    TermSchoolYear = "het einde van het schooljaar van {}", "the end of the school year of {}";
    TermBookYear = "het einde van het boekjaar van {}", "the end of the book year of {}";
    TermMinimum = "ten minste {}, omdat een wet dat zegt", "at least {}, because a law says so";
    Or = "; of ", "; or ";
    AnchorEnrolled = "de inschrijving", "the enrolment";
    AnchorAccount = "het account", "the account";
    AnchorContract = "het contract", "the contract";
    AnchorAgreement = "de overeenkomst met de leverancier", "the agreement with the supplier";
    AnchorAccountOpened = "het openen van het account", "the opening of the account";
    AnchorRecorded = "het vastleggen van het gegeven", "the recording of the data";
    AnchorBorn = "de geboorte", "birth";
    AnchorDeceased = "het overlijden", "the death";
    Years = "{} jaar", "{} years";
    Months = "{} maanden", "{} months";
    Weeks = "{} weken", "{} weeks";
    Days = "{} dagen", "{} days";
    Hours = "{} uur", "{} hours";
    Minutes = "{} minuten", "{} minutes";
    Year = "1 jaar", "1 year";
    Month = "1 maand", "1 month";
    Week = "1 week", "1 week";
    Day = "1 dag", "1 day";
    Hour = "1 uur", "1 hour";
    Minute = "1 minuut", "1 minute";
    AtOnce = "meteen", "at once";
}

/// Dates, months and numbers.
pub(super) const MONTHS: [[&str; 12]; 2] = [
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

/// Names of countries: code, Dutch, English. Another is shown by its code.
#[rustfmt::skip]
pub(super) const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "Andorra", "Andorra"), ("AR", "Argentinië", "Argentina"), ("AT", "Oostenrijk", "Austria"),
    ("AU", "Australië", "Australia"), ("BE", "België", "Belgium"), ("BG", "Bulgarije", "Bulgaria"),
    ("BR", "Brazilië", "Brazil"), ("CA", "Canada", "Canada"), ("CH", "Zwitserland", "Switzerland"),
    ("CN", "China", "China"), ("CY", "Cyprus", "Cyprus"), ("CZ", "Tsjechië", "Czechia"),
    ("DE", "Duitsland", "Germany"), ("DK", "Denemarken", "Denmark"), ("EE", "Estland", "Estonia"),
    ("ES", "Spanje", "Spain"), ("EU", "Europese Unie", "European Union"), ("FI", "Finland", "Finland"),
    ("FO", "Faeröer", "Faroe Islands"), ("FR", "Frankrijk", "France"), ("GB", "Verenigd Koninkrijk", "United Kingdom"),
    ("GG", "Guernsey", "Guernsey"), ("GR", "Griekenland", "Greece"), ("HR", "Kroatië", "Croatia"),
    ("HU", "Hongarije", "Hungary"), ("IE", "Ierland", "Ireland"), ("IL", "Israël", "Israel"),
    ("IM", "Man", "Isle of Man"), ("IN", "India", "India"), ("IS", "IJsland", "Iceland"),
    ("IT", "Italië", "Italy"), ("JE", "Jersey", "Jersey"), ("JP", "Japan", "Japan"),
    ("KR", "Zuid-Korea", "South Korea"), ("LI", "Liechtenstein", "Liechtenstein"), ("LT", "Litouwen", "Lithuania"),
    ("LU", "Luxemburg", "Luxembourg"), ("LV", "Letland", "Latvia"), ("MT", "Malta", "Malta"),
    ("NL", "Nederland", "Netherlands"), ("NO", "Noorwegen", "Norway"), ("NZ", "Nieuw-Zeeland", "New Zealand"),
    ("PL", "Polen", "Poland"), ("PT", "Portugal", "Portugal"), ("RO", "Roemenië", "Romania"),
    ("SE", "Zweden", "Sweden"), ("SI", "Slovenië", "Slovenia"), ("SK", "Slowakije", "Slovakia"),
    ("TR", "Turkije", "Türkiye"), ("UA", "Oekraïne", "Ukraine"), ("US", "Verenigde Staten", "United States"),
    ("UY", "Uruguay", "Uruguay"), ("ZA", "Zuid-Afrika", "South Africa"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_gaps_and_no_markup() {
        for description in Sentence::ALL {
            let [nl, en] = [Language::Dutch, Language::English].map(|language| description.text(language));
            assert_eq!(nl.matches("{}").count(), en.matches("{}").count(), "{description:?}");
            assert!(!nl.contains(['<', '&']) && !en.contains(['<', '&']), "{description:?}");
        }
    }
}
