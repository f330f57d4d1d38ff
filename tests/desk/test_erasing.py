"""A person can be erased: nothing they said, and nothing that names them, is left in any file of the desk."""

from pathlib import Path

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import (
    AnswerTask,
    AskTask,
    CarrierUncertain,
    Claim,
    Keeper,
    Note,
    Parcel,
    Reply,
    Reroute,
    Snooze,
    Solve,
    Undo,
)
from agentdesk.desk.care import Care
from agentdesk.desk.inbound import read_conversation
from agentdesk.desk.verbs.customer import Link
from tests.desk.desks import NOW, Floor
from tests.store.test_erasing import files_with

SECRET = "张三丰13800138000"


class Doubtful:
    """A carrier whose errors quote the customer's address."""

    def carry(self, parcel: Parcel) -> None:
        """Fail, naming everybody."""
        raise CarrierUncertain(f"450 {parcel.customer}: mailbox busy")


def tell_everything(floor: Floor) -> int:
    """Let the secret stand wherever a person's words, names or ids can stand; return the customer."""
    receipt = floor.receive(
        {
            "id": f"m {SECRET}",
            "channel": "web",
            "customer": {"id": SECRET, "name": SECRET, "phone": SECRET, "attributes": {"address": SECRET}},
            "conversation": f"k {SECRET}",
            "subject": SECRET,
            "text": f"{SECRET} 我要退款",
            "attachments": [{"name": f"{SECRET}.jpg", "url": f"https://x/{SECRET}"}],
            "order": {"receiver": SECRET},
        }
    )
    number = receipt.ticket
    floor.do("ann", Claim(number), Note(number, SECRET), AskTask(number, "risk", SECRET))
    task = floor.desk.reader().tasks(number)[0].id
    floor.do("bo", AnswerTask(task, f"{SECRET}: 查过了"))
    floor.do("ann", Reply(number, f"{SECRET} 您好"))
    floor.clock.advance(MINUTE)
    Keeper(floor.desk, "test", carrier=Doubtful()).tick()
    floor.do("ann", Snooze(number, floor.clock.now() + HOUR, note=SECRET))
    floor.do("ann", Reroute(number, SECRET, agent="bo"), Undo(number), Solve(number, told=True))
    floor.receive({"channel": "web", "customer": {"id": SECRET}, "conversation": f"k {SECRET}", "text": f"{SECRET}？"})
    floor.desk.side.save_draft(floor.ids["ann"], number, "reply", SECRET, NOW)
    return floor.ticket(number).customer


def test_nothing_of_an_erased_customer_is_left_in_the_files(floor: Floor, tmp_path: Path) -> None:
    customer = tell_everything(floor)
    other = floor.customer("我要退款", "c2").ticket
    assert "desk.db" in files_with(tmp_path, SECRET)
    erased = Care(floor.desk).erase(customer, floor.ids["cy"])
    assert erased.bodies == 10
    assert files_with(tmp_path, SECRET) == "[]"
    assert [message.text for message in floor.messages(other)] == ["我要退款"]
    assert floor.desk.find(SECRET) == ()
    (ticket,) = (floor.ticket(number) for number in erased.tickets)
    assert (ticket.state, ticket.tags, ticket.customer_name, ticket.subject) == ("open", ("退款",), "", "")
    dump = floor.desk.store.dump()
    floor.desk.store.rebuild()
    assert floor.desk.store.dump() == dump


def test_a_desk_goes_on_with_a_ticket_whose_words_were_erased(floor: Floor) -> None:
    number = floor.claimed("ann")
    Care(floor.desk).erase(floor.ticket(number).customer, floor.ids["cy"])
    floor.do("ann", Note(number, "erased on request"))
    again = floor.customer("我又来了")
    assert again.outcome == "new"
    assert again.ticket != number
    assert floor.desk.why(number, "en")
    assert [message.text for message in floor.desk.story(number).messages] == [None, "erased on request"]


def test_all_names_of_a_linked_customer_are_erased_together(floor: Floor, tmp_path: Path) -> None:
    first = tell_everything(floor)
    mail = floor.receive({"channel": "email", "customer": {"id": "z@x", "name": SECRET}, "text": SECRET})
    second = floor.ticket(mail.ticket).customer
    floor.do("cy", Link(second, first))
    erased = Care(floor.desk).erase(first, floor.ids["cy"])
    assert mail.ticket in erased.tickets
    assert files_with(tmp_path, SECRET) == "[]"


def test_an_imported_conversation_is_erased_too(floor: Floor, tmp_path: Path) -> None:
    turns = [{"from": "customer", "text": SECRET, "mood": SECRET}, {"from": "agent", "text": SECRET}]
    document = {"id": f"k {SECRET}", "topic": SECRET, "customer": {"id": SECRET, "name": SECRET}, "turns": turns}
    floor.desk.bring([read_conversation({**document, "source": SECRET})], open_waiting=False)
    (ticket,) = floor.desk.reader().history(1)
    Care(floor.desk).erase(ticket.customer, floor.ids["cy"])
    assert files_with(tmp_path, SECRET) == "[]"
    assert floor.desk.bring([read_conversation(document)], open_waiting=False) == ["known"]
