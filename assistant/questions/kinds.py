"""What kind of question it is, told by its form."""

from __future__ import annotations

import re

from assistant.domain.question import QuestionKind

AGREED = re.compile(
    r"""\bagreed?\b(?!\ (?:to|that)\b)|\b(?:in|reach\w*|find|found|any|much|there|(?:areas?|points?)\ of)\ agreement\b
      |\bin\ common\b|\b(?:common|shared|joint)\ (?:ground|position|view|stance|line)\b|\bconverge""",
    re.IGNORECASE | re.VERBOSE,
)
BOTH = re.compile(
    r"""^(?:please\ )?(?:compare|contrast)\b|\bcompare\W*$|^comparison\b|\bin\ comparison\b
      |\b(?:both|each(?!\ (?:time|side\ of))|differ(?:ed|ence)?|versus|vs)\b
      |\b(?:the\ )?two\ (?:sides|leaders|presidents|(?:foreign\ |prime\ |defen[cs]e\ )?ministers|premiers|parties|countries
        |governments|capitals|delegations|men|women|heads\ of\ (?:state|government))\b(?!\ of)
      |\bjointly\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What a question may ask for by its name.
DATUM = (
    r"(?:starting\ |start\ )?(?:date|day|time|hour)|place|location|venue|setting|length|duration|participants?|attendees"
    r"|(?:list|names)\ of\ (?:participants|attendees|those)"
)
# Of which several readouts may tell.
MANY = r"(?:calls|meetings|talks|readouts|conversations|visits|leaders|countries|governments|presidents|ministers|officials)"
AUXILIARY = r"(?:did|do|does|has|have|had|was|were|is|are|will|would)"
SAYS = r"(?:say|tell|think|report|claim|state|mention|announce)"
FACT = re.compile(
    rf"""^(?:and\s+|so\s+)?(?:(?:the\ )?(?:exact\ )?(?:{DATUM})\b
      |what(?:\ (?:was|were|is|are)|s|'s)\ (?:the\ (?:exact\ |local\ )?|[\w' .-]+?'s\ )(?:{DATUM})\b
      |when(?=\W*$|\ (?:exactly|and|{AUXILIARY})\b)|(?:from\ )?where(?!.*\bstands?\b)|(?:by|since)\ when
      |how\ (?:long|many|big|often|much\ time)
      |(?:(?:on|at|in)\ )?(?:what|which)\ (?:day|date|time|hour|location|venue)
      |(?:in|at)\ (?:which|what)\ (?:city|town|country|place|building|hotel)
      |who\ (?:took|attended|joined|was|were|met|sat|(?:co-?)?(?:led|headed|hosted|chaired)|accompanied|represented|opened|else\ was)
      |who\ (?:went|came|flew|travell?ed)
      |(?:whom?|which\ (?!(?:\w+\ ){{0,2}}{MANY}\b)(?:\w+\ ){{0,2}}\w+)\ did\ (?:[\w.'-]+\ ){{1,4}}?
        (?:meet|call|phone|ring|bring|invite|see)\b
      |(?:whom?|which\ \w+)\ did\ [\w' -]+?\ sit\ down\b
      |whom?\ did\ [\w' -]+?\ (?:talk|speak)\ (?:to|with)\b(?!\ about)
      |.*[:;,–-]\s*(?:when|where|with\ whom|who\ with|how\ long)\b(?:\W*$|.*\b(?:where|when|time|phone|person|were\ they|was\ it)\b)
      |(?:which|what)\ (?:(?!{AUXILIARY}\b)[\w'-]+\ )+?(?:joined|attended|took\ part|(?:co-?)?(?:hosted|chaired)|represented|took|sat)
      |(?:was|is|were|did)\ .*\b(?:in\ person|by\ phone|over\ the\ phone|virtual(?:ly)?|take\ place|face\ to\ face)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
ASKED_TO_SAY = re.compile(
    rf"""\baccording\ to\ (?!the\ (?:readouts?|transcripts?|white\ house)\b)
      |\b(?:did|does|do|has|have)\s+(?!they\b|it\b)[\w'.\- ]+?\s+{SAYS}\b(?!\s+(?:this|that|so|it)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
# Several events may answer: whom somebody thanked, when she did, the calls in which.
SPEECH = "express|thank|urge|warn|condemn|promise|congratulate|raise|mention|bring\\ up|discuss|praise|ask"
WHOM = re.compile(
    rf"""^(?:and\ )?who\ (?:was|were|has\ been|have\ been)\ (?:\w+ed|told)\ by\b
      |^(?:and\ )?(?:when|on\ (?:which|what)\ (?:dates?|days?|occasions?))\ did\ (?:[\w.'-]+\ ){{1,4}}?(?:{SPEECH})\b
      |\b(?:calls|meetings|readouts|conversations|talks|exchanges)\b.*\bin\ which\b""",
    re.IGNORECASE | re.VERBOSE,
)
ACROSS = re.compile(
    r"""\b(?:(?:which|what|how\ many)\ (?:of\ (?:his|her|their|the)\ )?(?:\w+\ )?
          (?:calls|meetings|talks|readouts|conversations|visits|occasions|statements
            |leaders|countries|governments|presidents|ministers|officials)
      |(?:every|each)\ (?:time|call|meeting|conversation|occasion|readout)|with\ whom|wording
        |across\ (?:the|his|her|all)(?:\ \w+)?\ (?:calls|readouts|meetings|conversations|talks|statements|years)
        |language\ .*\ (?:change|develop|evolve|shift)
      |(?:change|develop|evolve|shift)(?:d|ed)?\ (?:over|from|between|across)
      |(?:whom|who)\ (?:all\ )?did\ \w+\ (?:thank|tell|urge|ask|warn|(?:talk|speak)\ (?:to|with)\ about)|to\ whom
      |over\ (?:time|the\ years))\b""",
    re.IGNORECASE | re.VERBOSE,
)
WHO = re.compile(
    rf"""^(?:so\s+|and\s+)?
      (?:who
        |(?:which|what)\ (?:(?!{AUXILIARY}\b)\w+\ ){{0,3}}?
          (?:leaders?|sides?|presidents?|ministers?|country|countries|officials?|speakers?|governments?|delegations?|capitals?|counterparts?))\s+
      (?:else\s+|all\s+|(?:from|in|of)\ (?:\w+\ )?\w+\s+)?
      (?!{AUXILIARY}\b|(?:took|attended|joined|met|sat|led|headed|hosted)\b)[a-z]+\b""",
    re.IGNORECASE | re.VERBOSE,
)
ELSE = re.compile(
    r"""^(?:and\ )?(?:(?:apart|aside)\ from|besides)\ (?:that|this|it)\b|\b(?:what|anything|something)\ (?:else|more)\b
      |\bother\ (?:topics|issues|things|subjects|points)\b""",
    re.IGNORECASE | re.VERBOSE,
)
LIBRARY = re.compile(
    r"""\b(?:(?:which|what|how\ many|list|show)\b.{0,20}\b(?:readouts?|documents?|transcripts?|files|sources)\b.{0,25}
          (?:\bdo\ you\ (?:have|hold|know|cover)|\bare\ (?:there|in|you)|\bhave\ you|\bin\ (?:the|this|your|my)\ library|loaded|$)
      |who\ (?:all\ )?is\ in\ (?:it|there|the\ library|your\ library|the\ readouts|them)
      |(?:which|what)\ (?:people|persons|leaders|speakers|countries|issuers|ministries|period|years|dates)
          \ (?:are\ in\ (?:it|the\ library|your\ library|there)|do\ you\ (?:know|have|cover))
      |what\ (?:is|do\ you\ have)\ in\ (?:the|your|this|my)\ library|what\ do\ you\ have)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What is said between questions and asks for nothing; one after the other: "ok great, thanks".
GREETING = r"hi|hello|hey|good\ (?:morning|afternoon|evening|day)"
REMARK = r"""(?:many\ )?thanks?(?:\ you)?(?:\ (?:so|very)\ much|\ a\ lot|\ again)?|thx|ty|cheers|bye|goodbye|much\ appreciated
      |ok(?:ay)?|great|cool|nice|good|fine|perfect|excellent|interesting|wow|lovely|super|brilliant|amazing|wonderful|noted
      |ye(?:s|ah|p|ah)|yup|no(?:pe)?|nah|sure|right|exactly|correct|indeed|wrong|sorry|please|understood|agreed|of\ course
      |got\ it|i\ see|i\ understand|makes?\ sense|never\ ?mind|all\ right|alright|well\ done|good\ (?:job|answer|to\ know)
      |really|seriously|are\ you\ sure|hm+|aha|oh|ah
      |that(?:['’]?s|\ is|\ was|\ all)?\ (?:helps?|helpful|useful|great|good|fine|right|wrong|all|enough|it|correct|clear)
      |how\ are\ you(?:\ doing)?(?:\ today)?|(?:who|what)\ are\ you|what\ can\ (?:you\ do|i\ ask(?:\ you)?)|test
      |very\ (?:good|nice|helpful|useful)|you(?:['’]re|\ are)\ (?:right|wrong|welcome)|help(?:\ me)?|can\ you\ help(?:\ me)?"""
TALK = re.compile(
    rf"""^\W*(?:{GREETING}|{REMARK})(?:\ (?:there|all|everyone|then))?
      (?:[\s,.!;–-]+(?:and\ )?(?:{GREETING}|{REMARK})){{0,4}}\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

# ... or before one: "thanks! And Winter?", "ok, anything on tolls?"
REMARKED = re.compile(
    rf"""^\W*(?:(?:{GREETING}|{REMARK})(?:\ (?:there|all|everyone|then|thanks?(?:\ you)?))?\s*[,.!;:–—-]+\s*
      |(?:ok(?:ay)?|thanks?(?:\ you)?|hello|hi|hey)\s+){{1,3}}(?=\w+\W+\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def without_remark(text: str) -> str:
    """Return a question without the greeting or thanks before it."""
    return REMARKED.sub("", text)


def kind_of(text: str) -> QuestionKind:
    """Return the kind of a question; what no other form tells asks what somebody said.

    Of several sentences one may tell.
    """
    asked = text.strip()
    if TALK.search(asked):
        return "talk"
    if LIBRARY.search(asked):
        return "library"
    sentences = SENTENCE.split(asked)
    kinds = (_kind_of(sentence) for sentence in (asked, *(sentences if len(sentences) > 1 else ())))
    return next((kind for kind in kinds if kind != "said"), "said")


def _kind_of(asked: str) -> QuestionKind:
    if WHOM.search(asked):
        return "across"
    if FACT.search(asked) and not ASKED_TO_SAY.search(asked):
        return "fact"
    if WHO.search(asked):
        return "who"
    if ACROSS.search(asked):
        return "across"
    if ELSE.search(asked):
        return "else"
    if AGREED.search(asked):
        return "agreed"
    return "both" if BOTH.search(asked) else "said"
