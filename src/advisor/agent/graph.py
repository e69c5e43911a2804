"""The order of the nodes: understand → guide, if it leads → retrieve → write or argue → check → lead on → remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.agent import nodes
from advisor.agent.state import Services, State

if TYPE_CHECKING:
    from langgraph.graph.state import CompiledStateGraph


def build_graph() -> CompiledStateGraph[State, Services, State, State]:
    """The compiled graph; give it a State and ``context=Services(...)``."""
    from langgraph.graph import END, START, StateGraph  # a second to load, so only where a turn is run

    graph = StateGraph(State, context_schema=Services)
    for node in (
        nodes.understand,
        nodes.guide,
        nodes.retrieve,
        nodes.write,
        nodes.argue,
        nodes.check,
        nodes.lead_on,
        nodes.remember,
    ):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "understand")
    graph.add_conditional_edges("understand", _next, ["retrieve", "write", "guide"])
    graph.add_conditional_edges("retrieve", _writer, ["write", "argue"])
    graph.add_edge("write", "check")
    graph.add_edge("argue", "check")
    graph.add_conditional_edges("guide", _after_guide, ["retrieve", "write", "check"])
    graph.add_edge("check", "lead_on")
    graph.add_edge("lead_on", "remember")
    graph.add_edge("remember", END)
    return graph.compile()


def _next(state: State) -> str:
    return {"guide": "guide", "blocked": "write"}.get(state["intent"], "retrieve")


def _after_guide(state: State) -> str:
    return "check" if state["intent"] == "guide" else _next(state)


def _writer(state: State) -> str:
    return "argue" if state["intent"] == "argue" else "write"
