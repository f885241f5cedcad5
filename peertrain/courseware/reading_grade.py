"""How many years of school a text asks for: the Flesch-Kincaid grade of English prose.

Source: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted personnel",
1975. Syllables are counted by the rules of English spelling below, since lists of words are large and have to be
fetched; on running text both agree to within a twentieth. Dialogue and lists make sentences short, so that the grade
of a lesson says whether its sentences and words are easy, and not who can follow its thought.
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+[”’\"')]*\s+|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(
    r"(?:[^laeiouy]e|[aeiouy]le|(?:[^laeiouytd]|[aeiouy]ll?)ed|(?:[^laeiouyscgxzh]|[aeiouy]l|th)es)$"
)
_TWO_SOUNDS = re.compile(
    r"(?<![cstgx])i(?:a|o(?!r\b)|et|en[ct])|eo(?!p|us)|ua|[^qg]uin|[ey]ing|ea(?:$|s$)|ism|rea(?:ct|te)"
)
"""Places where vowels side by side are two sounds, or where one is heard that is not written."""


def reading_grade(text: str) -> float:
    """Return the grade of a text, at least 0; a text without words has grade 0."""
    sentences = [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(count_syllables(word) for word in words)
    return max(0.0, 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59)


def count_syllables(word: str) -> int:
    """Return about how many syllables an English word has; at least one."""
    bare = word.lower().replace("’", "'").partition("'")[0]
    count = len(_VOWELS.findall(bare)) + len(_TWO_SOUNDS.findall(bare))
    if len(bare) > 3 and _SILENT_END.search(bare):
        count -= 1
    return max(1, count)
