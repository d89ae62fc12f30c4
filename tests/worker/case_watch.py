"""What is watched in the life of cases: who sees what, what is sent, what became of every word."""

from recupera.cases.models import Case, File
from recupera.letterbox.models import Envelope, Upload
from recupera.letterbox.slot import Verdict, read
from tests.worker import case_rules
from tests.worker.case_crowd import Mail, Visitor, new_mail


class Watch:
    """What was done, by the accounts of those who did it."""

    def begin_watching(self) -> None:
        self.visitors: list[Visitor] = []
        self.cases: list[Visitor] = []
        self.mails: list[Mail] = []
        self.known: set[str] = set()
        self.copies: dict[str, Envelope] = {}
        self.said: dict[str, tuple[str, str]] = {}
        self.files: dict[str, str] = {}
        self.revisions: dict[str, tuple[int, str, object]] = {}
        self.proven: dict[str, set[str]] = {}

    def look_at_everything(self) -> None:
        self.mails += new_mail(self.known)
        case_rules.mail_stays_within_the_day(self.mails)
        case_rules.news_are_for_the_confirmed(self.mails)
        for visitor in self.visitors:
            self.look(visitor)
        for case in Case.objects.all():
            case_rules.states_follow_the_diagram(case)
            case_rules.due_is_never_beyond_double(case)
            case_rules.joined_cases_are_of_one_proven_mailbox(case, self.proven)
            self.revision_grows(case)

    def look(self, visitor: Visitor) -> None:
        visitor.look()
        published = read(visitor.person.flow)
        followed = published.followed if published else None
        assert followed is None or followed.reference in visitor.may
        assert not published or published.case in ("", *visitor.may)
        for envelope, mail in visitor.typed.items():
            # A slot that was purged meanwhile shows no verdict.
            if mail.acknowledges and visitor.seen.get(envelope, Verdict.GOOD) == Verdict.GOOD:
                self.proven.setdefault(visitor.person.form.reference, set()).add(mail.address)

    def revision_grows(self, case: Case) -> None:
        before, *what = self.revisions.get(case.reference, (-1,))
        now = (case.state, case.due_on)
        assert case.revision > before or (case.revision, now) == (before, *what)
        self.revisions[case.reference] = (case.revision, now)  # type: ignore[assignment]

    def every_act_was_judged_and_every_word_stands_once(self) -> None:
        seen = {one: how for visitor in self.visitors for one, how in visitor.seen.items()}
        acts = set().union(*(visitor.acts for visitor in self.visitors)) - {""}
        assert acts <= set(seen), "what was accepted was never judged"
        strangers = [one for one in self.visitors if not one.may]
        assert not [one for one in strangers if "done" in map(one.seen.get, one.acts)]
        references = {one.person.form.reference for one in self.cases}
        assert set(self.revisions) == references, "one case of each draft"
        desks = {name for name, (text, _) in self.said.items() if name == text}
        done = {one: said for one, said in self.said.items() if seen.get(one) == "done"}
        done |= {one: self.said[one] for one in desks}
        for reference in self.revisions:
            texts = case_rules.thread_texts(reference)
            stand = [one for one in texts if one.startswith(("palabras", "respuesta"))]
            assert len(stand) == len(set(stand))
            ours = [text for text, of_case in done.values() if of_case == reference]
            assert set(ours) <= set(stand) <= {text for text, _ in done.values()}
            for whose in ("palabras", "respuesta"):
                written = [text for text, _ in self.said.values() if text.startswith(whose)]
                stood = [text for text in stand if text.startswith(whose)]
                assert stood == [text for text in written if text in stood]
        for file, envelope in self.files.items():
            kept = seen[envelope] == "done"
            assert File.objects.filter(id=file).exists() == kept
            assert not kept or Upload.objects.filter(id=file, kept=True).exists()
