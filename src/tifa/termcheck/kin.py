"""English words that translators write for one another: what a target may have instead of a rendering's.

They excuse a rendering in other words from being told as missing. They are no advice, and words that
tell one sense of a term from another, or a rendering from one to be avoided, are apart.
"""

from __future__ import annotations

from collections import defaultdict

from tifa.words import stem

# So many letters tell a word from others, whatever its ending: govern, governing, governance.
ROOT = 6
GROUPS = """
people public masses citizens residents
officials cadres functionaries
primary grassroots community local base
solve resolve settle address tackle handle defuse deal
dispute conflict contradiction tension
problem issue question matter
internet online web
promote advance push further drive boost encourage
strengthen enhance reinforce tighten consolidate intensify step
improve refine perfect better optimize upgrade raise
build construct develop establish create form foster
guide lead direct steer
ensure guarantee secure see
oversight supervision oversee monitor regulate
inspect check examine review audit examination
rectify correct fix overhaul remedy
reform transform change
implement carry enforce fulfil execute apply put
deliver results yield effect effective outcome
responsible accountable duty obligation
system mechanism framework structure arrangement
method way approach practice means manner
mission task goal aim objective purpose
first foremost primary top chief main
collect solicit gather seek pool canvass
review deliberate discuss
transfer forward refer pass hand
sector industry trade line
enterprise company firm business corporate
body institution agency unit organ authority organization
staff personnel worker employee workforce practitioner
talent personnel
help assist aid support assistance
poor impoverished needy disadvantaged difficulty difficulties
elderly old senior seniors aged
child children minors
innovate innovation new novel
educate education study learn teach train learning
cultivate nurture foster develop shape
guiding principle spirit thrust essence
ideal conviction belief faith
honest clean integrity upright
corrupt corruption graft
govern governance manage management administer administration run
law legal lawful statutory
safe safety secure security
order orderly
happy happiness fulfilment wellbeing
smart intelligent digital smarter
social society
nation national country state
leader leading head chief
vanguard pioneer exemplary model example role pioneering
fortress bastion stronghold
burden load
reduce cut lighten ease lessen trim streamline alleviate
pointless formalities formality formalism
document paper file
meeting conference session assembly
forum symposium seminar discussion
discuss deliberate consult talk
elect election vote
suggest suggestion proposal recommend advice
opinion view sentiment attitude mood
gain benefit fulfilment
demand need want request call
urgent pressing immediate
difficult hard trouble thorny
concern worry anxiety
root source origin
bud embryonic nascent early budding
prevent forestall avert guard prevention
risk hazard danger threat
hidden latent potential
respond response react
quick fast rapid swift speed
full comprehensive overall complete whole entire fully
strict rigorous stringent strictly
common shared joint mutual
coordinate cooperate coordination collaborate collaboration synergy coordinated
link connect tie bond contact engage engagement
center hub
station post site point
rural country village countryside
district area zone region
urban city municipal
house household family home
job employment occupation work
pattern type form kind
team force ranks contingent corps
property estate
department office bureau
plan program scheme programme
project initiative campaign drive
rule regulation provision norm
custom habit tradition
covenant pledge pact convention
list checklist inventory
reward incentive motivation
punish penalty sanction punishment
care love concern
trust confidence
promise commitment pledge
loyal faithful loyalty
courage bold brave dare
grand great mighty broad
cause undertaking
fight battle combat
focus emphasis
key crucial essential vital important pivotal major
basic fundamental foundation groundwork
permanent regular routine normal constant
firm resolute steadfast unswerving determined
adhere uphold keep stay follow stick maintain continue
safeguard protect defend preserve
growth progress advance
achieve attain realize accomplish
unite unity rally solidarity
fair just equitable justice fairness
equal equality
self autonomy autonomous
open disclose disclosure public transparent transparency
explain interpret
talk lecture speech lesson speaker lecturer
red revolutionary
heritage legacy
resource asset relic
fund money finance funding
spend spending expense expenditure cost
hospitality reception entertain
dining meal banquet
travel trip tour visit
overseas abroad foreign
young youth
man mankind humanity humankind human
world global
private nonpublic
fee charge
improper illicit illegal unlawful irregular violation
crack strike clamp
persistent repeated vexatious
reception receive
go down visit
pair paired partner twin
fill submit report
duplicate repeat multiple overlapping redundant
motivate inspire spur
advisor adviser instructor mentor coach tutor
mentality mindset attitude thinking outlook
wish desire aspiration want
petition complaint complain
criticize criticism reprimand
counsel educate admonish
capacity ability capability competence
petty minor small little tiny
protracted longstanding pending backlog accumulated
licensed certified registered qualified
relation relationship relations
quality effectiveness efficiency efficient better
heroic brave courageous righteous right
demonstration demonstrate pilot sample model
deploy assign dispatch send station
mobile floating migrant
trend sign symptom
veteran retired senior
stance position standpoint
consensus agreement
welfare wellbeing benefit
obey comply follow observe abide
conduct behaviour behavior style
abuse misuse
investigate probe inquiry research investigation finding
appraise evaluate assess evaluation rating
register record log account ledger
duty post role function
stable stability steady
convenient convenience
timely promptly quickly immediate swift
case matter affair item thing
livelihood wellbeing living life
wealth prosperity affluence prosperous
civil civic civilized cultural ethical civility
integrate combine merge fusion blend
standard standardize regulate normalize
practical concrete tangible real actual
strive endeavor endeavour effort
inherit carry continue
expand extend widen broaden enlarge
deepen further advance intensify
eliminate eradicate root wipe purge uproot
instruct instruction directive
announce issue release publish promulgate
shoulder bear assume undertake
hardship difficulty
visible tangible
service serve provide offer supply
power authority competence
special particular dedicated specific specialized
decision resolution decide
poverty poor impoverished
good sound proper right correct
profession vocational occupation
health medical healthy
crime criminal offence offense
historical history historic
patriotic patriotism
measure step action
control contain curb restrain rein
appoint name designate
revitalize rejuvenate renew vitalize revive invigorate
select pick choose recruit
technology technological tech scientific science
environment ecological ecology surroundings
criticism criticize critique
temporary interim provisional
condition circumstance situation reality
awareness consciousness conscious sense
large big great major
fraud scam swindle
permit license licence allow
mobilize mobilise rally
renovation renovate refurbish
misconduct wrongdoing malpractice violation
moral ethical morality ethics virtue
beautiful pretty attractive
extreme excessive
satisfied satisfaction
facilitate help ease
harmonious harmony
bribe bribery
understanding comprehend grasp
relevant related concerned
dynamism vitality vigor vigour energy dynamic
appeal request claim
concentrate centralized centralize
stage phase period
notice notification circular
universities college
unnecessary needless pointless superfluous
diversified multiple diverse various plural
external foreign outside overseas
outstanding excellent advanced exemplary model
expectation hope
disabled disability
empowerment empower enable
warning caution alert cautionary
vetting review screening
access entry entrance enter
legitimate lawful reasonable rightful
relocation resettlement relocate resettle
rehabilitation recovery
psychological mental
annual yearly
expel dismiss remove
tolerance leniency lenient tolerate
suspected alleged
extravagance lavish luxury extravagant wasteful
contribution donate donation
mistake error fault
fake false sham bogus
exchange interaction contact communication
entrust commission delegate
accept receive take
theory theoretical
consult consultation deliberate negotiate
owner homeowner proprietor
precise targeted accurate
rumour rumor
pioneering advanced
lasting long term future
elevator lift
relapse slip lapse
perseverance tenacity persistence dogged
unremitting tireless ceaseless sustained relentless
membership join enrol enroll
force compel coerce compulsory mandatory
team group
install add fit
block building
compensate redress reimburse
channel avenue path
grievance complaint appeal
exceed overstep beyond
restrict limit curb
hold host stage organize organise
praise commend honor honour applaud
delegate decentralize devolve
gauge judge measure assess
eligible entitled qualified
neighbor neighbour neighborhood neighbourhood
merit achievement accomplishment performance
lax slack weak
inaction idle lazy
shirk evade dodge avoid
fabricate falsify fake
victory triumph success win
expert specialist professional
track trace follow monitor
sincere heartfelt genuine earnest
entrenched ingrained stubborn
spontaneous voluntary willing
lawyer attorney solicitor
women female woman
harm damage hurt injury injure
subsidy allowance grant stipend
insurance cover coverage
gap disparity divide difference
farmer peasant villager
pace speed rate
allocate allot distribute
rise raise increase lift
ceremony rite ritual
wedding marriage
funeral burial
detain detention custody
pursue chase hunt
recover retrieve
embezzle misappropriate
chair preside
draft write prepare
amend revise update
adopt pass approve endorse
rest break respite
stop station
keep prevent
member
"""


def root(word: str) -> str:
    """The beginning of a stem, which it shares with other words of its family: manage, management."""
    return word.removesuffix("ement")[:ROOT]


def _kin() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in GROUPS.strip().splitlines():
        words = {root(stem(word)) for word in group.split()}
        for word in words:
            found[word] |= words
    return {word: frozenset(words) for word, words in found.items()}


KIN = _kin()
