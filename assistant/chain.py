"""The answering steps as a LangChain chain, and the library as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answering import Answering
from assistant.domain.answer import Answer, Hit
from assistant.domain.question import Request


def as_runnable(
    answering: Answering, read: Callable[[dict[str, Any]], Request]
) -> Runnable[dict[str, Any], Answer]:
    """Return understand | retrieve | select | compose | verify | present, behind the reading of its input."""
    chain: Runnable[dict[str, Any], Any] = RunnableLambda(read)
    for step in answering.steps:
        chain = chain | RunnableLambda(step)
    return chain


class ReadoutRetriever(BaseRetriever):
    """Passages for a query, as Documents whose metadata say who speaks, in which readout and where."""

    search: Callable[[str], tuple[Hit, ...]]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(hit) for hit in self.search(query)]


def _document(hit: Hit) -> Document:
    passage, readout = hit.passage, hit.readout
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "readout_id": readout.id,
            "title": readout.title,
            "date": readout.date.isoformat() if readout.date else None,
            "issuer": readout.issuer,
            "speakers": list(passage.speakers),
            "start": passage.start,
            "end": passage.end,
        },
    )
