"""A real SMPP server, of another make than our client: `smpp34`, in a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import smpp34

from tests.messages.mail_server import free_port


@dataclass
class Smsc:
    """What it got, and how it answers: `status` 0 takes a text, anything else refuses it."""

    port: int
    status: int = 0
    answers: bool = True
    got: list[Any] = field(default_factory=list)
    bound: list[Any] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def url(self) -> str:
        return f"smpp://recupera:s3cret@127.0.0.1:{self.port}"

    def deliver(self, **fields: Any) -> Any:
        """Sends a deliver_sm to whoever bound last; returns our client's answer."""
        return asyncio.run_coroutine_threadsafe(self._deliver(fields), self.loop).result(60)

    async def serve(self, ready: threading.Event, over: asyncio.Event) -> None:
        server = smpp34.Server(host="127.0.0.1", port=self.port, system_id="smsc")
        await server.start()
        ready.set()
        ending = asyncio.ensure_future(over.wait())
        while not over.is_set():
            coming = asyncio.ensure_future(server.next())
            await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
            if coming.done():
                self._meet(coming.result())
            else:
                coming.cancel()
        for esme in self.bound:
            with suppress(Exception):
                await asyncio.wait_for(esme.unbind(), 2)
        await server.stop()

    async def _deliver(self, fields: dict[str, Any]) -> Any:
        return await self.bound[-1].deliver_sm("recupera", **fields)

    def _meet(self, event: Any) -> None:
        if isinstance(event, smpp34.Esme):
            self.bound.append(event)
        elif isinstance(event, smpp34.SubmitSmEvent):
            self.got.append(event)
            if not self.answers:
                return
            if self.status:
                event.reject(self.status)
            else:
                event.accept(message_id=f"m{len(self.got)}")


@contextmanager
def smsc(port: int | None = None) -> Iterator[Smsc]:
    """Listens from here on; leaving ends every bind."""
    server = Smsc(port or free_port())
    ready, over = threading.Event(), asyncio.Event()
    thread = threading.Thread(
        target=server.loop.run_until_complete, args=(server.serve(ready, over),), daemon=True
    )
    thread.start()
    assert ready.wait(60)
    try:
        yield server
    finally:
        server.loop.call_soon_threadsafe(over.set)
        thread.join(5)
