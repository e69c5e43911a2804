"""Writers of answers. The extract writer needs no model: every fact it writes is a span of a passage."""

from advisor.writing.argue import ArgueWriter
from advisor.writing.extract import ExtractWriter
from advisor.writing.refusal import blocked, refuse

__all__ = ["ArgueWriter", "ExtractWriter", "blocked", "refuse"]
