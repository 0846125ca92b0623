"""Words in the two languages of the interface, kept side by side where they are used."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and in English; call it with a language to get the words.

    >>> Text("网格", "Zone")("en")
    'Zone'
    """

    zh: str
    en: str

    def __call__(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language == "zh" else self.en

    def with_values(self, **values: object) -> "Text":
        """The same text with `{name}` places filled in both languages."""
        return Text(self.zh.format(**values), self.en.format(**values))


class Explained(Exception):
    """What went wrong, said in one `sentence`; the exception's own text is the English one."""

    def __init__(self, sentence: Text) -> None:
        """Keep the sentence."""
        super().__init__(sentence.en)
        self.sentence = sentence


def sentence_of(error: object) -> Text:
    """What an error says to a person."""
    return error.sentence if isinstance(error, Explained) else same(str(error))


def same(words: str) -> Text:
    """A text that reads the same in both languages: a call sign, a unit, a code."""
    return Text(words, words)
