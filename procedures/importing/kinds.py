"""The kind of a question, from its words. The first rule that fits decides."""

import re

from procedures.models import Kind

_DOCTOR = r"(a|my|your|the|our) (doctor|provider|physician|clinic|care team|surgeon|nurse|office)"
_HELP = r"(injections?|block|procedure|treatment|ablation|therapy|surgery|stimulator)"
_ILLS = r"(pains?|\w*aches?|conditions|symptoms|problems|injuries|diseases|disorders|patients)"
_TO_WORK = r"\b(go|get|return|back|off|from|at|miss)\b.*\bwork\b"
_RULES = [
    (Kind.WHAT, r"^what (is|are|'s) .* and (what|how|when|why) "),
    (Kind.OTHER, r"\b(book|schedule|make|request|cancel)\b.*\b(appointment|visit|consultation)\b"),
    (Kind.OTHER, r"\bcosts?\b|\bprices?\b|insur|\bpay|\bcovered\b|coverage|medicare|medicaid"),
    (Kind.WHEN_TO_CALL, rf"\bwhen\b.*\b(call|contact|phone|ring)\b|\bsee {_DOCTOR}\b"),
    (Kind.WHEN_TO_CALL, rf"\b(call|contact|phone) (911|us\b|{_DOCTOR})|seek (\w+ )*(help|care)"),
    (Kind.WHEN_TO_CALL, r"\bwhen should i worry\b|\bdo i (call|contact)\b"),
    (Kind.WHEN_TO_CALL, r"emergenc|warning signs|red flags|when to (call|worry)|medical help"),
    (Kind.RECOVERY, r"\bsafe to (drive|work|exercise|fly|shower|swim|bathe|travel|lift)"),
    (Kind.SUITS, r"\b(at|high|higher) risk\b|risk factors"),
    (Kind.SIDE_EFFECTS, r"\bside[ -]effects?\b|\brisks?\b|\brisky\b|complications?\b"),
    (Kind.SIDE_EFFECTS, r"\bsafe(ty|ly)?\b|\bdanger|\badverse\b|\bgo wrong\b|\breactions?\b"),
    (Kind.PREPARE, r"\b(tell|inform) (you|us|my|your|the)\b|\bprepar|\bget(ting)? ready\b"),
    (Kind.OTHER, r"\bhow (often|effective|many|successful)\b|\bhow much (is|do)"),
    (Kind.OTHER, r"\bsuccess\b|\bwhat results\b"),
    (Kind.SUITS, r"\bcandidates?\b|\b(right|good|suitable|appropriate) (fit|choice )?for\b"),
    (Kind.SUITS, r"eligib|\bqualif(y|ies)\b|\bsuit(s|able)\b|contraindicat|\bbenefits? from\b"),
    (Kind.SUITS, r"\b(shouldn't|should not|can't|cannot) (have|get|receive|be treated|undergo)\b"),
    (Kind.SUITS, r"conditions? .*(prevent|rule|mean|stop me|keep me)"),
    (Kind.SUITS, r"^(can|could|should|may) (i|you|we|anyone) (have|get|receive|undergo)\b"),
    (Kind.SUITS, rf"\b(do|would|will) i (benefit\b|need (it|this|(\w+ ){{,4}}{_HELP}))"),
    (
        Kind.OTHER,
        rf"\bhow (long|soon|quickly|fast)\b(?!.*{_TO_WORK}).*"
        r"\b(relief|results?|effects?|feel better|work)\b",
    ),
    (Kind.OTHER, r"\balternatives?\b|\bother options\b|\bdifferen(ce|t)\b|\bcompared?\b"),
    (Kind.RECOVERY, r"\brecover|\bheal(ing)?\b|\bdowntime\b|\baftercare\b|\boff (of )?work\b"),
    (Kind.RECOVERY, r"\b(go|get|going|return|back)\b.*\bto (work|normal|sports?|exercise|activit)"),
    (Kind.HAPPENS, r"\bduring\b"),
    (Kind.PREPARE, r"\bbefore(hand)?\b|\bahead of\b|\bin advance\b"),
    (Kind.RECOVERY, r"\b(post-|(go|going|drive) home\b)"),
    (Kind.RECOVERY, r"\bafter(wards?)?\b|\bdriver?\b|\bresume\b|\bnext day\b|\btime off\b"),
    (Kind.RECOVERY, r"\bhow soon\b|\b(shower|bathe|exercise|swim|play sports)\b|^when can i\b"),
    (Kind.PREPARE, r"\b(should|do|can|may|must) i (\w+ )*(bring|wear|stop|avoid|fast|eat|drink)\b"),
    (Kind.PREPARE, r"\b(stop|keep|continue) (taking|my)\b|\bblood thinners?\b|\bfasting\b"),
    (Kind.OTHER, r"^what happens if\b"),
    (Kind.TREATS, r"\b(what|which)\b.*\b(treat(s|ed)?|relieves?|used for|addresse?s?)\b"),
    (Kind.TREATS, r"\b(what|which)\b.*\b(helps?|good|work) (with|for|on)\b|^what can .* help\b"),
    (Kind.TREATS, rf"\b(what|which|whose) (\w+ )*{_ILLS}\b.*\b(help|improv|eas|good|work|use)"),
    (Kind.TREATS, r"^what (is|are) (it|they|these|this|an? [\w -]+) (good )?for$"),
    (Kind.TREATS, r"\b(types?|kinds?|forms?|causes?) of (\w+ )?(pain|condition|problem|injur)"),
    (Kind.TREATS, r"\bconditions?\b|\bindications?\b|^uses\b|\bused to (treat|relieve|help)\b"),
    (Kind.TREATS, r"^(can|could|does|do|will|is|are)\b.*\b(treat|relieve|help with|help my)\b"),
    (
        Kind.TREATS,
        r"^why (is|are|do|does|would|might)\b.*\b(done|used|performed|recommended|need|have)\b",
    ),
    (Kind.TREATS, r"^when (is|are)\b.*\b(used|recommended)$"),
    (Kind.SUITS, r"^who\b(?!.*\b(performs?|does|do|gives?|administers?|drives?)\b)"),
    (
        Kind.HAPPENS,
        r"^what (actually )?happens\b|\bwhat will happen\b|\bto expect\b|\b(i|you|we) expect\b",
    ),
    (Kind.HAPPENS, r"^how (is|are)\b.*\b(done|performed|given|carried out|administered|placed)\b"),
    (
        Kind.HAPPENS,
        r"^how (do|does|will|would)\b.*\b(perform|give|inject|administer|place|do it)\b",
    ),
    (Kind.HAPPENS, r"\bhow (long|much time)\b.*\b(takes?|procedure|appointment|visit|session)\b"),
    (Kind.HAPPENS, r"\bhow long is\b|\bhurts?\b|\bpainful\b|\bawake\b|\basleep\b|\bsedat|anesthe"),
    (Kind.HAPPENS, r"^(the |your )?(procedure|treatment|visit|appointment)( day)?$|\bsteps\b"),
    (Kind.HAPPENS, r"\bday of\b|^time\b|\bduration\b|\bhospital\b|^what will i feel\b"),
    (Kind.HAPPENS, r"\b(procedure|treatment|visit|appointment) (like|involve)\b|\bfeel like\b"),
    (Kind.OTHER, r"\b(results?|benefits?|advantages?|options|long)\b"),
    (Kind.WHAT, r"^(so,? )?what( exactly)?('s| is| are| does .* mean)\b"),
    (Kind.WHAT, r"\bhow (does|do|will|can|would) .* work\b|^how it works|\bwhat it is\b"),
    (Kind.WHAT, r"^(about|overview|introduction|definition|description|background)\b"),
    (Kind.WHAT, r"^what .* (is|are)$|^(tell me about|explain|define)\b"),
]
RULES = [(kind, re.compile(pattern)) for kind, pattern in _RULES]


_MOST = 300
# What a heading without a question mark says, from its first word to its last.
_ASKING = re.compile(r"(what|who|how|when|why|which)(\s+[\w/&’'-]+){1,8}", re.IGNORECASE)
_TOPIC = re.compile(
    r"((the|your|our|possible|potential|common) )*"
    r"((overview|introduction|background|definition|uses|indications|conditions|candidates?|"
    r"eligibility|preparations?|preparing|before|during|after(wards|care)?|post-\w+|recovery|"
    r"recovering|risks?|complications|side effects|safety|results|benefits|costs?|insurance|"
    r"alternatives|contraindications|follow-?up|day of|going home|"
    r"(call|contact) (us|911|your doctor|the (office|clinic)))\b( [\w/&’'-]+){0,5}"
    r"|(procedure|treatment|visit|appointment)( itself| day| steps| details)?)",
    re.IGNORECASE,
)


def is_topic(text):
    """True for "Recovery", "What to expect" and the like, whatever follows."""
    text = text[:_MOST].strip(" :")
    return bool(_TOPIC.fullmatch(text) or (_ASKING.fullmatch(text) and kind_of(text) != Kind.OTHER))


def kind_of(question):
    words = re.sub(r"^\W+|[\s?.:!]+$", "", question[:_MOST].lower().replace("’", "'"))
    return next((kind for kind, rule in RULES if rule.search(words)), Kind.OTHER)
