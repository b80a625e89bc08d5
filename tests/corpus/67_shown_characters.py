# The text of annotations shows what each version can print.
from __future__ import annotations
a: "🫨 ໎ 𱍐 ⿼ 𮯰 ﷐ 힤 🩰 ­ ​  󠄀 ͸"
b: f"🫨{x}⿼"
