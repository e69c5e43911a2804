"""One turn of a conversation as a LangGraph graph."""
