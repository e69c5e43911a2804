"""Teknologirådgiveren: answers with sources on introducing new technology in Danish municipalities.

Importing this package loads neither Gradio, Chroma, LangGraph nor any model library;
``advisor.wiring`` turns settings into a ready service.
"""

__version__ = "0.1.0"
