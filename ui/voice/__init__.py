"""The voice of the hall: calls spoken from recorded clips, and the small sounds of kiosk and counter.

`Voice` speaks; `SilentVoice` has the same interface for stations that must not; `sentence_wav` saves a spoken call.
"""

from ui.voice.clips import SOUNDS, ClipBank, VoiceRules, sentence_wav, sentences
from ui.voice.speaker import FAILED, SILENT, SPOKEN, SilentVoice, Voice

__all__ = [
    "FAILED", "SILENT", "SOUNDS", "SPOKEN", "ClipBank", "SilentVoice", "Voice", "VoiceRules", "sentence_wav",
    "sentences",
]  # fmt: skip
