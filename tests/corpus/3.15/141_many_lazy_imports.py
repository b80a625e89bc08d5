# Names that need more than a byte beside the flags.
lazy import m0
import m1
from m2 import *
lazy import m3
import m4
from m5 import *
lazy import m6
import m7
from m8 import *
lazy import m9
import m10
from m11 import *
lazy import m12
import m13
from m14 import *
lazy import m15
import m16
from m17 import *
lazy import m18
import m19
from m20 import *
lazy import m21
import m22
from m23 import *
lazy import m24
import m25
from m26 import *
lazy import m27
import m28
from m29 import *
lazy import m30
import m31
from m32 import *
lazy import m33
import m34
from m35 import *
lazy import m36
import m37
from m38 import *
lazy import m39
import m40
from m41 import *
lazy import m42
import m43
from m44 import *
lazy import m45
import m46
from m47 import *
lazy import m48
import m49
from m50 import *
lazy import m51
import m52
from m53 import *
lazy import m54
import m55
from m56 import *
lazy import m57
import m58
from m59 import *
lazy import m60
import m61
from m62 import *
lazy import m63
import m64
from m65 import *
lazy import m66
import m67
from m68 import *
lazy import m69
lazy from m69 import m1 as x, m2
def f():
    import n0
    import n1
    import n2
    import n3
    import n4
    import n5
    import n6
    import n7
    import n8
    import n9
    import n10
    import n11
    import n12
    import n13
    import n14
    import n15
    import n16
    import n17
    import n18
    import n19
    import n20
    import n21
    import n22
    import n23
    import n24
    import n25
    import n26
    import n27
    import n28
    import n29
    import n30
    import n31
    import n32
    import n33
    import n34
    import n35
    import n36
    import n37
    import n38
    import n39
    import n40
    import n41
    import n42
    import n43
    import n44
    import n45
    import n46
    import n47
    import n48
    import n49
    import n50
    import n51
    import n52
    import n53
    import n54
    import n55
    import n56
    import n57
    import n58
    import n59
    import n60
    import n61
    import n62
    import n63
    import n64
    import n65
    import n66
    import n67
    import n68
    import n69
