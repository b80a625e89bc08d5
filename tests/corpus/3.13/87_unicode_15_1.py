# Characters of Unicode 15.1: as identifiers (joiners and the katakana middle dot among them), by name.
𮯰 = a・b + a･
a‌b.a‍ = 1
"\N{IDEOGRAPHIC DESCRIPTION CHARACTER SUBTRACTION}\N{CJK UNIFIED IDEOGRAPH-2EBF0}"
