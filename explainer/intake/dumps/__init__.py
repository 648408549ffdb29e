"""Values that somebody's code printed, read back into bytes: dumps, lists, literals, digits, text.

A printed value rarely says what it is: 1234567890 is text, hex or base64. So every reading that
makes sense is given and none is chosen; the diagnosis tries them.
"""

from __future__ import annotations

from explainer.intake.dumps.block import Labelled, read_values
from explainer.intake.dumps.reading import FORMS, Reading
from explainer.intake.dumps.value import LARGEST, read_value

__all__ = ["FORMS", "LARGEST", "Labelled", "Reading", "read_value", "read_values"]
