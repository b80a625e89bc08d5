# Jumps that need EXTENDED_ARG, in the loops and tests of 3.14.
async def asynchronous(a, c):
    async for x in a:
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
    async for x in a:
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a
    async for x in a:
        if x: continue
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        if c: break
    async with a:
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
    return [(x, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b, a.b) async for x in a]


def tests(a, c):
    if a:
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
    if a and c or c.d:
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
    while a:
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        if c: continue
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        a.b(c)
        if a: break
    x = a and (a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c)) and c
    x = all((a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c)) for y in c)
    x = all(y for y in (a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c) + a.b(c)))
    return x


def handlers(a, c):
    for x in a:
        try:
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            if c: continue
        except E:
            a
        except F as e:
            if e: break
        finally:
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            if a: c
    with a as b:
        if b:
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)
            a.b(c)


def many_constants(a):
    a(300)
    a(301)
    a(302)
    a(303)
    a(304)
    a(305)
    a(306)
    a(307)
    a(308)
    a(309)
    a(310)
    a(311)
    a(312)
    a(313)
    a(314)
    a(315)
    a(316)
    a(317)
    a(318)
    a(319)
    a(320)
    a(321)
    a(322)
    a(323)
    a(324)
    a(325)
    a(326)
    a(327)
    a(328)
    a(329)
    a(330)
    a(331)
    a(332)
    a(333)
    a(334)
    a(335)
    a(336)
    a(337)
    a(338)
    a(339)
    a(340)
    a(341)
    a(342)
    a(343)
    a(344)
    a(345)
    a(346)
    a(347)
    a(348)
    a(349)
    a(350)
    a(351)
    a(352)
    a(353)
    a(354)
    a(355)
    a(356)
    a(357)
    a(358)
    a(359)
    a(360)
    a(361)
    a(362)
    a(363)
    a(364)
    a(365)
    a(366)
    a(367)
    a(368)
    a(369)
    a(370)
    a(371)
    a(372)
    a(373)
    a(374)
    a(375)
    a(376)
    a(377)
    a(378)
    a(379)
    a(380)
    a(381)
    a(382)
    a(383)
    a(384)
    a(385)
    a(386)
    a(387)
    a(388)
    a(389)
    a(390)
    a(391)
    a(392)
    a(393)
    a(394)
    a(395)
    a(396)
    a(397)
    a(398)
    a(399)
    a(400)
    a(401)
    a(402)
    a(403)
    a(404)
    a(405)
    a(406)
    a(407)
    a(408)
    a(409)
    a(410)
    a(411)
    a(412)
    a(413)
    a(414)
    a(415)
    a(416)
    a(417)
    a(418)
    a(419)
    a(420)
    a(421)
    a(422)
    a(423)
    a(424)
    a(425)
    a(426)
    a(427)
    a(428)
    a(429)
    a(430)
    a(431)
    a(432)
    a(433)
    a(434)
    a(435)
    a(436)
    a(437)
    a(438)
    a(439)
    a(440)
    a(441)
    a(442)
    a(443)
    a(444)
    a(445)
    a(446)
    a(447)
    a(448)
    a(449)
    a(450)
    a(451)
    a(452)
    a(453)
    a(454)
    a(455)
    a(456)
    a(457)
    a(458)
    a(459)
    a(460)
    a(461)
    a(462)
    a(463)
    a(464)
    a(465)
    a(466)
    a(467)
    a(468)
    a(469)
    a(470)
    a(471)
    a(472)
    a(473)
    a(474)
    a(475)
    a(476)
    a(477)
    a(478)
    a(479)
    a(480)
    a(481)
    a(482)
    a(483)
    a(484)
    a(485)
    a(486)
    a(487)
    a(488)
    a(489)
    a(490)
    a(491)
    a(492)
    a(493)
    a(494)
    a(495)
    a(496)
    a(497)
    a(498)
    a(499)
    a(500)
    a(501)
    a(502)
    a(503)
    a(504)
    a(505)
    a(506)
    a(507)
    a(508)
    a(509)
    a(510)
    a(511)
    a(512)
    a(513)
    a(514)
    a(515)
    a(516)
    a(517)
    a(518)
    a(519)
    a(520)
    a(521)
    a(522)
    a(523)
    a(524)
    a(525)
    a(526)
    a(527)
    a(528)
    a(529)
    a(530)
    a(531)
    a(532)
    a(533)
    a(534)
    a(535)
    a(536)
    a(537)
    a(538)
    a(539)
    a(540)
    a(541)
    a(542)
    a(543)
    a(544)
    a(545)
    a(546)
    a(547)
    a(548)
    a(549)
    a(550)
    a(551)
    a(552)
    a(553)
    a(554)
    a(555)
    a(556)
    a(557)
    a(558)
    a(559)
    a(560)
    a(561)
    a(562)
    a(563)
    a(564)
    a(565)
    a(566)
    a(567)
    a(568)
    a(569)
    if a > 1000: return 1001
    return 255, 256, -1, 1000 + 1001


def far_cells(a, b):
    def inner(): return a, b
    c0 = a
    c1 = a
    c2 = a
    c3 = a
    c4 = a
    c5 = a
    c6 = a
    c7 = a
    c8 = a
    c9 = a
    c10 = a
    c11 = a
    c12 = a
    c13 = a
    c14 = a
    c15 = a
    c16 = a
    c17 = a
    c18 = a
    c19 = a
    c20 = a
    c21 = a
    c22 = a
    c23 = a
    c24 = a
    c25 = a
    c26 = a
    c27 = a
    c28 = a
    c29 = a
    c30 = a
    c31 = a
    c32 = a
    c33 = a
    c34 = a
    c35 = a
    c36 = a
    c37 = a
    c38 = a
    c39 = a
    c40 = a
    c41 = a
    c42 = a
    c43 = a
    c44 = a
    c45 = a
    c46 = a
    c47 = a
    c48 = a
    c49 = a
    c50 = a
    c51 = a
    c52 = a
    c53 = a
    c54 = a
    c55 = a
    c56 = a
    c57 = a
    c58 = a
    c59 = a
    c60 = a
    c61 = a
    c62 = a
    c63 = a
    c64 = a
    c65 = a
    c66 = a
    c67 = a
    c68 = a
    c69 = a
    c70 = a
    c71 = a
    c72 = a
    c73 = a
    c74 = a
    c75 = a
    c76 = a
    c77 = a
    c78 = a
    c79 = a
    c80 = a
    c81 = a
    c82 = a
    c83 = a
    c84 = a
    c85 = a
    c86 = a
    c87 = a
    c88 = a
    c89 = a
    c90 = a
    c91 = a
    c92 = a
    c93 = a
    c94 = a
    c95 = a
    c96 = a
    c97 = a
    c98 = a
    c99 = a
    c100 = a
    c101 = a
    c102 = a
    c103 = a
    c104 = a
    c105 = a
    c106 = a
    c107 = a
    c108 = a
    c109 = a
    c110 = a
    c111 = a
    c112 = a
    c113 = a
    c114 = a
    c115 = a
    c116 = a
    c117 = a
    c118 = a
    c119 = a
    c120 = a
    c121 = a
    c122 = a
    c123 = a
    c124 = a
    c125 = a
    c126 = a
    c127 = a
    c128 = a
    c129 = a
    c130 = a
    c131 = a
    c132 = a
    c133 = a
    c134 = a
    c135 = a
    c136 = a
    c137 = a
    c138 = a
    c139 = a
    c140 = a
    c141 = a
    c142 = a
    c143 = a
    c144 = a
    c145 = a
    c146 = a
    c147 = a
    c148 = a
    c149 = a
    c150 = a
    c151 = a
    c152 = a
    c153 = a
    c154 = a
    c155 = a
    c156 = a
    c157 = a
    c158 = a
    c159 = a
    c160 = a
    c161 = a
    c162 = a
    c163 = a
    c164 = a
    c165 = a
    c166 = a
    c167 = a
    c168 = a
    c169 = a
    c170 = a
    c171 = a
    c172 = a
    c173 = a
    c174 = a
    c175 = a
    c176 = a
    c177 = a
    c178 = a
    c179 = a
    c180 = a
    c181 = a
    c182 = a
    c183 = a
    c184 = a
    c185 = a
    c186 = a
    c187 = a
    c188 = a
    c189 = a
    c190 = a
    c191 = a
    c192 = a
    c193 = a
    c194 = a
    c195 = a
    c196 = a
    c197 = a
    c198 = a
    c199 = a
    c200 = a
    c201 = a
    c202 = a
    c203 = a
    c204 = a
    c205 = a
    c206 = a
    c207 = a
    c208 = a
    c209 = a
    c210 = a
    c211 = a
    c212 = a
    c213 = a
    c214 = a
    c215 = a
    c216 = a
    c217 = a
    c218 = a
    c219 = a
    c220 = a
    c221 = a
    c222 = a
    c223 = a
    c224 = a
    c225 = a
    c226 = a
    c227 = a
    c228 = a
    c229 = a
    c230 = a
    c231 = a
    c232 = a
    c233 = a
    c234 = a
    c235 = a
    c236 = a
    c237 = a
    c238 = a
    c239 = a
    c240 = a
    c241 = a
    c242 = a
    c243 = a
    c244 = a
    c245 = a
    c246 = a
    c247 = a
    c248 = a
    c249 = a
    c250 = a
    c251 = a
    c252 = a
    c253 = a
    c254 = a
    c255 = a
    c256 = a
    c257 = a
    c258 = a
    c259 = a
    for c259 in b: c258 = c259
    return inner, c259


def wide_template(a, b):
    return t"{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}{a}x{b!r}"
