"""What a message tells of the project: technology, area, phase, role."""

from __future__ import annotations

import pytest

from advisor.agent.facts import facts, merged, named
from advisor.domain import Phase, Project, Role
from advisor.knowledge import Vocabulary, corpus_dir, load_reference


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_reference(corpus_dir()).vocabulary


PHASES: dict[str, Phase | None] = {
    "vi snakker om at få skærmbesøg": "idea",
    "det er kun på tegnebrættet": "idea",
    "Vi overvejer en chatbot": "idea",
    "ledelsen vil have GPS på bilerne": "assessment",
    "vi skal have tablets i børnehaven": "assessment",
    "vi har ikke købt noget endnu": "assessment",
    "vi skal have tablets, men de er ikke bestilt": "assessment",
    "det er sendt i udbud": "development",
    "vi tester det i et halvt år": "development",
    "vi har en pilot på to plejehjem": "development",
    "kontrakten er skrevet under": "implementation",
    "vi har købt et vagtplansystem": "implementation",
    "det går i luften til januar": "implementation",
    "vi er ved at rulle det ud": "implementation",
    "vi er i drift": "operation",
    "i gang med at prøve det af på to hold": "development",
    "det er ved at blive implementeret": "implementation",
    "vi har haft Nexus i to år": "operation",
    "det kører allerede på tre skoler": "operation",
    "det er for de gamle": None,
}


@pytest.mark.parametrize(("said", "phase"), PHASES.items())
def test_the_phase(vocabulary: Vocabulary, said: str, phase: Phase | None) -> None:
    assert facts(said, vocabulary).phase == phase


ROLES: dict[str, Role | None] = {
    "Jeg er tillidsrepræsentant på et plejehjem": "representative",
    "jeg er leder af borgerservice": "leader",
    "som AMR vil jeg gerne vide": "representative",
    "jeg arbejder som hr-konsulent": "staff",
    "hr-partner her, vi skal have Copilot": "staff",
    "teamleder i hjemmeplejen. Det er GPS": "leader",
    "Nye skærme. Jeg er ny leder": "leader",
    "jeg sidder i personaleafdelingen som konsulent": "staff",
    "min leder vil have skærmbesøg": None,
    "tillidsrepræsentanten siger nej": None,
    "det er lederen der bestemmer": None,
}


@pytest.mark.parametrize(("said", "role"), ROLES.items())
def test_the_role_is_only_what_people_say_of_themselves(vocabulary: Vocabulary, said: str, role: Role | None) -> None:
    assert facts(said, vocabulary).role == role


def test_technology_and_area_in_words_to_show(vocabulary: Vocabulary) -> None:
    told = facts("Faldsensorerne skal op på plejehjemmene i nord", vocabulary)
    assert (told.technology, told.area) == ("sensorer", "plejehjemmene")


@pytest.mark.parametrize(
    ("said", "technology"),
    [
        ("vi får vaskerobotter i køkkenet", "vaskerobotter"),
        ("Kommunen vil have en Måltidsapp til bostedet", "måltidsapp"),
        ("et nyt nøglesystem", "nøglesystem"),
    ],
)
def test_a_technology_unknown_to_the_vocabulary_is_told_by_its_kind(
    vocabulary: Vocabulary, said: str, technology: str
) -> None:
    assert facts(said, vocabulary).technology == technology


def test_nothing_told(vocabulary: Vocabulary) -> None:
    assert facts("Hvad skal vi tænke over?", vocabulary) == Project()


def test_what_is_told_later_goes_before_and_silence_takes_nothing_away() -> None:
    known = Project(technology="GPS", area="hjemmeplejen", phase="idea", role="leader")
    assert merged(known, Project(phase="operation")) == Project("GPS", "hjemmeplejen", "operation", "leader")
    assert merged(known, Project()) == known
    assert merged(Project(), known) == known


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("talegenkendelse", "talegenkendelse"),
        ("Det er et nyt nøglesystem", "nøglesystem"),
        ("det handler om en elektronisk dørlås.", "elektronisk dørlås"),
        ("vi har købt en robotstøvsuger, og den larmer", "robotstøvsuger"),
        ("det er sådan en ting hvor man kan se hvem der er på arbejde i dag", None),
        ("ja", None),
        ("?", None),
    ],
)
def test_a_technology_that_the_vocabulary_does_not_know_goes_by_its_users_words(said: str, name: str | None) -> None:
    assert named(said) == name
