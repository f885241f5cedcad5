"""The words by which the guard of notes tells names of people from other capitalised words."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


CUES_OF_PEOPLE = _listed("""met saw with client peer participant member named called visited texted phoned supported helped drove
    accompanied supporting helping calling visiting meeting for""")
"""Words after which initials mean a person."""

CUES = CUES_OF_PEOPLE | _listed("""to and told taught coached encouraged reached asked reminded walked took picked
    joined invited introduced mentored listened name is
    his her their brother sister mother father son daughter wife husband friend partner
    mom dad man woman lady guy veteran resident""")
"""Words after which one capitalised word is probably a name."""

DOES_A_PERSON = _listed("""said says told tells asked asks cried laughed relapsed talked shared spoke speaks wanted wants felt feels
    called texted admitted agreed disclosed""")
"""Words before which a word that begins a sentence or a clause is probably a name."""

IS_A_PERSON = DOES_A_PERSON | _listed("was is had has went seemed looked needed got left stayed did didn't wasn't")
"""Words before which a capitalised word after a word of time is probably a name."""

TIMES = _listed("""today yesterday tonight tomorrow now then later afterwards afterward again finally
    monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night week month""")
"""Words of time after which a sentence goes on to who it is about: "Today Maria was sad"."""

BEFORE_A_PERSON = TIMES | _listed("and but or because when while if so after before until since that as where")
"""Words that begin a clause."""

RELATIVES = _listed("""mother father mom mum mommy dad daddy brother brothers sister sisters son sons daughter daughters
    wife husband aunt uncle cousin cousins grandmother grandfather grandma grandpa niece nephew girlfriend boyfriend
    fiancé fiancée fiance fiancee ex ex-wife ex-husband stepmother stepfather stepson stepdaughter stepdad stepmom
    mother-in-law father-in-law brother-in-law sister-in-law kids parents""")
"""Words for relatives; before them, a word with a possessive is probably a name."""

PEOPLE = _listed("""people person peer peers participant participants member members client clients attendee attendees newcomer
    newcomers guest guests visitor visitors volunteer volunteers resident residents veterans parent parents mother father
    mom dad families family couple couples women woman men man youth teens facilitator facilitators presenter speaker
    speakers everyone everybody nobody someone somebody anyone others another none few half either neither neighbor
    neighbors neighbour neighbours colleague colleagues
    trainee trainees student students patient patients sponsor sponsors sponsee sponsees roommate roommates
    teen child children kid kids boy boys girl girls baby brother sister son daughter wife husband friend friends
    partner partners landlord boss employer worker driver pastor priest host leader leaders co-facilitator mentor mentors
    grandma grandpa grandmother grandfather aunt uncle caller callers nurse nurses judge doctor
    fear hope anger shame grief silence sadness joy relief trust role-play practice""")
"""Words for people, and for what people speak of, that open a sentence and are no names."""

TITLES = _listed("mr mrs ms miss mx dr sr sra")

SAINTS = _listed("st ste saint san santa")
"""Words that make the name after them a church, a hospital or a town."""

ENDINGS_OF_THINGS = ("ing", "tion", "sion", "ness", "ment", "ance", "ence", "ship", "ism", "ery")
"""How words end that are no names, however they are written."""

FIRST_NAMES = _listed("""aaliyah aaron adam adriana ahmed aisha alan alejandro alex alexander alexis ali alice alicia amanda
    amy ana andre andrea andrew angela angelica anita ann anna anne annie anthony antonio ashley barbara benjamin
    bernard beth betty beverly bobby bonnie brandon brenda brian brittany bruce bryan caleb carla carlos carmen
    caroline carolyn carrie catherine cathy charles cheryl chris christina christine christopher cindy claudia connie
    craig cynthia daniel danielle darius darnell darryl david deandre deborah debra denise dennis derek
    derrick deshawn diana diane donald donna doris dorothy douglas dwayne eddie edward elena elijah elizabeth
    emily emma eric erica erin ethan evelyn fatima fernando francisco fred gabriel gary george gerald gloria greg
    gregory guadalupe hannah harold hassan heather hector helen henry howard ibrahim isaac isabella jacob jacqueline
    jaime jamal james jamie janet janice jared jasmine jason javier jeff jeffrey jennifer jeremy jerome jerry jesse
    jessica jimmy joan joe joel john johnny jonathan jorge jose josé joseph joshua juan juanita judith judy julia julie
    julio justin karen katherine kathleen kathy katie kayla keisha keith kelly kenneth kevin kimberly kyle lakisha larry
    latoya laura lauren leon leroy leticia linda lisa lori louise lucas lucia luis luz malik manuel marcus
    margaret maria maría marie marilyn mario marisol martha martin marvin mary matthew megan melissa michael michele
    michelle miguel mike mohamed mohammed mónica monica muhammad nancy natalie nathan nicholas nicole noah olivia omar
    oscar pablo pamela patricia patrick paul pedro peter philip phillip phyllis rachel ralph ramón ramon randy raymond
    rebecca ricardo richard ricky roberto robert rodney roger ronald rosa roy russell ruth ryan samantha samuel sandra
    sara sarah scott sean sergio sharon shawn sheila shirley sofia sophia stacy stephanie stephen steve steven
    susan tamika tanya tara tasha teresa terrence theresa thomas tiffany timothy tina todd tommy tony tracy travis
    trevor tyrone valerie vanessa veronica vicki victor vincent walter wanda wayne wendy william willie xavier yesenia
    yolanda yusuf zachary""")
"""Frequent first names that are hardly ever anything else; no list has all, so the words around names count as well."""

MONTHS_AND_DAYS = _listed("""january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
    christmas thanksgiving easter ramadan passover juneteenth hanukkah kwanzaa labor memorial veterans
    spring summer fall autumn winter morning afternoon evening night""")

PLACES = _listed("""house home center centre clinic hospital church library court courthouse jail prison county city town state
    street avenue road drive lane boulevard park hall room school college university shelter pantry kitchen café cafe
    office agency department services service program programme project foundation association coalition alliance
    network community club institute pharmacy store bank mission temple mosque synagogue ymca floor wing unit building
    meeting group circle workshop class forum session training course chapter module lesson team board council
    month week day fair walk run conference summit act army navy force coast river lake mountain valley north south
    east west county's""")
"""Words that make the capitalised words beside them a place, a body or an event."""

THINGS = _listed("""narcan naloxone suboxone methadone vivitrol buprenorphine medicaid medicare zoom teams google facebook whatsapp
    discord slack facetime skype webex uber lyft word excel smart wrap alcoholics narcotics cocaine gamblers
    anonymous al-anon alanon alateen dharma celebrate refuge recovery sober living oxford peer support specialist
    specialists certified housing healthcare health mental behavioral behavioural wellness harm reduction
    motivational interviewing zoom's step steps twelve traditions tradition big book serenity prayer
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    english spanish american african hispanic latino latina latinx native asian european indian black white deaf
    christian muslim jewish buddhist catholic baptist god bible quran lgbtq
    president governor senator mayor judge officer doctor nurse sheriff police probation
    buddha allah covid covid-19 walmart goodwill greyhound amtrak amazon target united salvation social
    security seeking safety smoking nami samhsa phoenix yoga zumba bingo tai chi reiki karaoke meditation art music karma
    scrabble uno softball basketball football soccer pizza trauma anger stress grief shame sleep self-care crystal meth
    attendance turnout topic topics weather mood energy focus traffic transport lunch dinner breakfast supper coffee
    gratitude relapse overdose detox rehab orientation intake check-in check-out cravings triggers feedback
    thanks mother's father's mothers fathers valentine valentines
    supervisor coordinator director manager counselor counsellor therapist clinician staff
    internet email e-mail hipaa dbt cbt aces section part page form plan note""")

NOT_NAMES = (
    MONTHS_AND_DAYS | PLACES | THINGS | TITLES | frozenset({"i'm", "i've", "i'll", "i'd", "i’m", "i’ve", "i’ll", "i’d"})
)

OPENERS = _listed("""a an the this that these those i we he she they it our my his her their its one two three four five six several
    many most some all both each every no not nothing and but or so because since if when while where after before
    during until at in on by to from with without for of about over under between through as then later today
    yesterday tonight tomorrow now afterwards afterward again also first next last finally once sometimes often
    went did was were had has have is are am be met led co-led ran sat saw gave got took made came held spoke told kept
    drove brought taught wrote read set spent sent built began felt found heard knew left lost put said stood
    thought understood let help talk listen share support check call text visit plan facilitate follow review
    new good great very much more less there here what who how why""")
"""Words that begin sentences with a capital letter and are no names."""

ACRONYMS = _listed("""aa na ca ga ma oa va er ed ot pt pc tv us usa uk hr it id pr am pm dui dwi dv dcf dhs doc ssi ssdi snap wic dmv
    hiv aids hep cps cpss crs prs rcp qa iop php mat moud oud aud sud cna lpn rn md phd ged esl llc ymca ywca aca acoa
    smart nar faq pdf sms av la ny nyc tx fl dc oh pa ga ok i a ii iii iv
    nami samhsa dbsa lgbtq ptsd cbt dbt emdr cpr bls ems wrap hipaa fema vfw ngo usda fafsa edl hud""")

NOT_NAMES_IN_CAPITALS = NOT_NAMES | ACRONYMS | PEOPLE | OPENERS | CUES | DOES_A_PERSON

NAMES_OF_HOUSES = _listed("""hope hopes faith grace mercy refuge peace prayer freedom charity healing life light love joy ruth
    miracles courage change brave blessing blessings glory david israel bread worship praise promise quiet""")
"""Words after "house of" that name a house which is open to many."""

ABBREVIATIONS = frozenset(
    {"U.S.", "D.C.", "N.Y.", "L.A.", "A.A.", "N.A.", "C.A.", "E.R.", "I.D.", "P.O.", "H.R.", "U.K."}
)
