"""How a trainee finds things: with everybody's pages, from which the trainee's own reader opens."""

from peertrain.ui.everyone.competency_map import CompetencyMapPage
from peertrain.ui.everyone.glossary import GlossaryPage
from peertrain.ui.everyone.search import SearchPage
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.ui.trainee.reflection import ReflectionPage


class TraineeGlossaryPage(GlossaryPage):
    """The glossary, over the trainee's own reader."""

    lesson_page = ReaderPage

    @staticmethod
    def under() -> type[SearchPage]:
        return TraineeSearchPage


class TraineeCompetencyMapPage(CompetencyMapPage):
    """The map of competencies, over the trainee's own reader."""

    lesson_page = ReaderPage

    @staticmethod
    def under() -> type[SearchPage]:
        return TraineeSearchPage


class TraineeSearchPage(SearchPage):
    """Search, over the trainee's own reader and reflections."""

    lesson_page = ReaderPage
    reflection_page = ReflectionPage
    glossary_page = TraineeGlossaryPage
    map_page = TraineeCompetencyMapPage
