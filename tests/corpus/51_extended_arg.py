# Arguments and jumps past 255 and past 65,535 need EXTENDED_ARG.

def names():
    name_0
    name_1
    name_2
    name_3
    name_4
    name_5
    name_6
    name_7
    name_8
    name_9
    name_10
    name_11
    name_12
    name_13
    name_14
    name_15
    name_16
    name_17
    name_18
    name_19
    name_20
    name_21
    name_22
    name_23
    name_24
    name_25
    name_26
    name_27
    name_28
    name_29
    name_30
    name_31
    name_32
    name_33
    name_34
    name_35
    name_36
    name_37
    name_38
    name_39
    name_40
    name_41
    name_42
    name_43
    name_44
    name_45
    name_46
    name_47
    name_48
    name_49
    name_50
    name_51
    name_52
    name_53
    name_54
    name_55
    name_56
    name_57
    name_58
    name_59
    name_60
    name_61
    name_62
    name_63
    name_64
    name_65
    name_66
    name_67
    name_68
    name_69
    name_70
    name_71
    name_72
    name_73
    name_74
    name_75
    name_76
    name_77
    name_78
    name_79
    name_80
    name_81
    name_82
    name_83
    name_84
    name_85
    name_86
    name_87
    name_88
    name_89
    name_90
    name_91
    name_92
    name_93
    name_94
    name_95
    name_96
    name_97
    name_98
    name_99
    name_100
    name_101
    name_102
    name_103
    name_104
    name_105
    name_106
    name_107
    name_108
    name_109
    name_110
    name_111
    name_112
    name_113
    name_114
    name_115
    name_116
    name_117
    name_118
    name_119
    name_120
    name_121
    name_122
    name_123
    name_124
    name_125
    name_126
    name_127
    name_128
    name_129
    name_130
    name_131
    name_132
    name_133
    name_134
    name_135
    name_136
    name_137
    name_138
    name_139
    name_140
    name_141
    name_142
    name_143
    name_144
    name_145
    name_146
    name_147
    name_148
    name_149
    name_150
    name_151
    name_152
    name_153
    name_154
    name_155
    name_156
    name_157
    name_158
    name_159
    name_160
    name_161
    name_162
    name_163
    name_164
    name_165
    name_166
    name_167
    name_168
    name_169
    name_170
    name_171
    name_172
    name_173
    name_174
    name_175
    name_176
    name_177
    name_178
    name_179
    name_180
    name_181
    name_182
    name_183
    name_184
    name_185
    name_186
    name_187
    name_188
    name_189
    name_190
    name_191
    name_192
    name_193
    name_194
    name_195
    name_196
    name_197
    name_198
    name_199
    name_200
    name_201
    name_202
    name_203
    name_204
    name_205
    name_206
    name_207
    name_208
    name_209
    name_210
    name_211
    name_212
    name_213
    name_214
    name_215
    name_216
    name_217
    name_218
    name_219
    name_220
    name_221
    name_222
    name_223
    name_224
    name_225
    name_226
    name_227
    name_228
    name_229
    name_230
    name_231
    name_232
    name_233
    name_234
    name_235
    name_236
    name_237
    name_238
    name_239
    name_240
    name_241
    name_242
    name_243
    name_244
    name_245
    name_246
    name_247
    name_248
    name_249
    name_250
    name_251
    name_252
    name_253
    name_254
    name_255
    name_256
    name_257
    name_258
    name_259
    name_260
    name_261
    name_262
    name_263
    name_264
    name_265
    name_266
    name_267
    name_268
    name_269
    name_270
    name_271
    name_272
    name_273
    name_274
    name_275
    name_276
    name_277
    name_278
    name_279
    name_280
    name_281
    name_282
    name_283
    name_284
    name_285
    name_286
    name_287
    name_288
    name_289
    name_290
    name_291
    name_292
    name_293
    name_294
    name_295
    name_296
    name_297
    name_298
    name_299


def consts():
    return (
        x, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1019, 1020, 1021, 1022, 1023, 1024, 1025, 1026, 1027, 1028, 1029, 1030, 1031, 1032, 1033, 1034, 1035, 1036, 1037, 1038, 1039, 1040, 1041, 1042, 1043, 1044, 1045, 1046, 1047, 1048, 1049, 1050, 1051, 1052, 1053, 1054, 1055, 1056, 1057, 1058, 1059, 1060, 1061, 1062, 1063, 1064, 1065, 1066, 1067, 1068, 1069, 1070, 1071, 1072, 1073, 1074, 1075, 1076, 1077, 1078, 1079, 1080, 1081, 1082, 1083, 1084, 1085, 1086, 1087, 1088, 1089, 1090, 1091, 1092, 1093, 1094, 1095, 1096, 1097, 1098, 1099, 1100, 1101, 1102, 1103, 1104, 1105, 1106, 1107, 1108, 1109, 1110, 1111, 1112, 1113, 1114, 1115, 1116, 1117, 1118, 1119, 1120, 1121, 1122, 1123, 1124, 1125, 1126, 1127, 1128, 1129, 1130, 1131, 1132, 1133, 1134, 1135, 1136, 1137, 1138, 1139, 1140, 1141, 1142, 1143, 1144, 1145, 1146, 1147, 1148, 1149, 1150, 1151, 1152, 1153, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161, 1162, 1163, 1164, 1165, 1166, 1167, 1168, 1169, 1170, 1171, 1172, 1173, 1174, 1175, 1176, 1177, 1178, 1179, 1180, 1181, 1182, 1183, 1184, 1185, 1186, 1187, 1188, 1189, 1190, 1191, 1192, 1193, 1194, 1195, 1196, 1197, 1198, 1199, 1200, 1201, 1202, 1203, 1204, 1205, 1206, 1207, 1208, 1209, 1210, 1211, 1212, 1213, 1214, 1215, 1216, 1217, 1218, 1219, 1220, 1221, 1222, 1223, 1224, 1225, 1226, 1227, 1228, 1229, 1230, 1231, 1232, 1233, 1234, 1235, 1236, 1237, 1238, 1239, 1240, 1241, 1242, 1243, 1244, 1245, 1246, 1247, 1248, 1249, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 1259, 1260, 1261, 1262, 1263, 1264, 1265, 1266, 1267, 1268, 1269, 1270, 1271, 1272, 1273, 1274, 1275, 1276, 1277, 1278, 1279, 1280, 1281, 1282, 1283, 1284, 1285, 1286, 1287, 1288, 1289, 1290, 1291, 1292, 1293, 1294, 1295, 1296, 1297, 1298, 1299,
    )


def locals_():
    v0 = 0
    v1 = 1
    v2 = 2
    v3 = 3
    v4 = 4
    v5 = 5
    v6 = 6
    v7 = 7
    v8 = 8
    v9 = 9
    v10 = 10
    v11 = 11
    v12 = 12
    v13 = 13
    v14 = 14
    v15 = 15
    v16 = 16
    v17 = 17
    v18 = 18
    v19 = 19
    v20 = 20
    v21 = 21
    v22 = 22
    v23 = 23
    v24 = 24
    v25 = 25
    v26 = 26
    v27 = 27
    v28 = 28
    v29 = 29
    v30 = 30
    v31 = 31
    v32 = 32
    v33 = 33
    v34 = 34
    v35 = 35
    v36 = 36
    v37 = 37
    v38 = 38
    v39 = 39
    v40 = 40
    v41 = 41
    v42 = 42
    v43 = 43
    v44 = 44
    v45 = 45
    v46 = 46
    v47 = 47
    v48 = 48
    v49 = 49
    v50 = 50
    v51 = 51
    v52 = 52
    v53 = 53
    v54 = 54
    v55 = 55
    v56 = 56
    v57 = 57
    v58 = 58
    v59 = 59
    v60 = 60
    v61 = 61
    v62 = 62
    v63 = 63
    v64 = 64
    v65 = 65
    v66 = 66
    v67 = 67
    v68 = 68
    v69 = 69
    v70 = 70
    v71 = 71
    v72 = 72
    v73 = 73
    v74 = 74
    v75 = 75
    v76 = 76
    v77 = 77
    v78 = 78
    v79 = 79
    v80 = 80
    v81 = 81
    v82 = 82
    v83 = 83
    v84 = 84
    v85 = 85
    v86 = 86
    v87 = 87
    v88 = 88
    v89 = 89
    v90 = 90
    v91 = 91
    v92 = 92
    v93 = 93
    v94 = 94
    v95 = 95
    v96 = 96
    v97 = 97
    v98 = 98
    v99 = 99
    v100 = 100
    v101 = 101
    v102 = 102
    v103 = 103
    v104 = 104
    v105 = 105
    v106 = 106
    v107 = 107
    v108 = 108
    v109 = 109
    v110 = 110
    v111 = 111
    v112 = 112
    v113 = 113
    v114 = 114
    v115 = 115
    v116 = 116
    v117 = 117
    v118 = 118
    v119 = 119
    v120 = 120
    v121 = 121
    v122 = 122
    v123 = 123
    v124 = 124
    v125 = 125
    v126 = 126
    v127 = 127
    v128 = 128
    v129 = 129
    v130 = 130
    v131 = 131
    v132 = 132
    v133 = 133
    v134 = 134
    v135 = 135
    v136 = 136
    v137 = 137
    v138 = 138
    v139 = 139
    v140 = 140
    v141 = 141
    v142 = 142
    v143 = 143
    v144 = 144
    v145 = 145
    v146 = 146
    v147 = 147
    v148 = 148
    v149 = 149
    v150 = 150
    v151 = 151
    v152 = 152
    v153 = 153
    v154 = 154
    v155 = 155
    v156 = 156
    v157 = 157
    v158 = 158
    v159 = 159
    v160 = 160
    v161 = 161
    v162 = 162
    v163 = 163
    v164 = 164
    v165 = 165
    v166 = 166
    v167 = 167
    v168 = 168
    v169 = 169
    v170 = 170
    v171 = 171
    v172 = 172
    v173 = 173
    v174 = 174
    v175 = 175
    v176 = 176
    v177 = 177
    v178 = 178
    v179 = 179
    v180 = 180
    v181 = 181
    v182 = 182
    v183 = 183
    v184 = 184
    v185 = 185
    v186 = 186
    v187 = 187
    v188 = 188
    v189 = 189
    v190 = 190
    v191 = 191
    v192 = 192
    v193 = 193
    v194 = 194
    v195 = 195
    v196 = 196
    v197 = 197
    v198 = 198
    v199 = 199
    v200 = 200
    v201 = 201
    v202 = 202
    v203 = 203
    v204 = 204
    v205 = 205
    v206 = 206
    v207 = 207
    v208 = 208
    v209 = 209
    v210 = 210
    v211 = 211
    v212 = 212
    v213 = 213
    v214 = 214
    v215 = 215
    v216 = 216
    v217 = 217
    v218 = 218
    v219 = 219
    v220 = 220
    v221 = 221
    v222 = 222
    v223 = 223
    v224 = 224
    v225 = 225
    v226 = 226
    v227 = 227
    v228 = 228
    v229 = 229
    v230 = 230
    v231 = 231
    v232 = 232
    v233 = 233
    v234 = 234
    v235 = 235
    v236 = 236
    v237 = 237
    v238 = 238
    v239 = 239
    v240 = 240
    v241 = 241
    v242 = 242
    v243 = 243
    v244 = 244
    v245 = 245
    v246 = 246
    v247 = 247
    v248 = 248
    v249 = 249
    v250 = 250
    v251 = 251
    v252 = 252
    v253 = 253
    v254 = 254
    v255 = 255
    v256 = 256
    v257 = 257
    v258 = 258
    v259 = 259
    v260 = 260
    v261 = 261
    v262 = 262
    v263 = 263
    v264 = 264
    v265 = 265
    v266 = 266
    v267 = 267
    v268 = 268
    v269 = 269
    del v269, v256, v255, v254
    return v0, v255, v256, v257


def cells():
    v0 = x
    v1 = x
    v2 = x
    v3 = x
    v4 = x
    v5 = x
    v6 = x
    v7 = x
    v8 = x
    v9 = x
    v10 = x
    v11 = x
    v12 = x
    v13 = x
    v14 = x
    v15 = x
    v16 = x
    v17 = x
    v18 = x
    v19 = x
    v20 = x
    v21 = x
    v22 = x
    v23 = x
    v24 = x
    v25 = x
    v26 = x
    v27 = x
    v28 = x
    v29 = x
    v30 = x
    v31 = x
    v32 = x
    v33 = x
    v34 = x
    v35 = x
    v36 = x
    v37 = x
    v38 = x
    v39 = x
    v40 = x
    v41 = x
    v42 = x
    v43 = x
    v44 = x
    v45 = x
    v46 = x
    v47 = x
    v48 = x
    v49 = x
    v50 = x
    v51 = x
    v52 = x
    v53 = x
    v54 = x
    v55 = x
    v56 = x
    v57 = x
    v58 = x
    v59 = x
    v60 = x
    v61 = x
    v62 = x
    v63 = x
    v64 = x
    v65 = x
    v66 = x
    v67 = x
    v68 = x
    v69 = x
    v70 = x
    v71 = x
    v72 = x
    v73 = x
    v74 = x
    v75 = x
    v76 = x
    v77 = x
    v78 = x
    v79 = x
    v80 = x
    v81 = x
    v82 = x
    v83 = x
    v84 = x
    v85 = x
    v86 = x
    v87 = x
    v88 = x
    v89 = x
    v90 = x
    v91 = x
    v92 = x
    v93 = x
    v94 = x
    v95 = x
    v96 = x
    v97 = x
    v98 = x
    v99 = x
    v100 = x
    v101 = x
    v102 = x
    v103 = x
    v104 = x
    v105 = x
    v106 = x
    v107 = x
    v108 = x
    v109 = x
    v110 = x
    v111 = x
    v112 = x
    v113 = x
    v114 = x
    v115 = x
    v116 = x
    v117 = x
    v118 = x
    v119 = x
    v120 = x
    v121 = x
    v122 = x
    v123 = x
    v124 = x
    v125 = x
    v126 = x
    v127 = x
    v128 = x
    v129 = x
    v130 = x
    v131 = x
    v132 = x
    v133 = x
    v134 = x
    v135 = x
    v136 = x
    v137 = x
    v138 = x
    v139 = x
    v140 = x
    v141 = x
    v142 = x
    v143 = x
    v144 = x
    v145 = x
    v146 = x
    v147 = x
    v148 = x
    v149 = x
    v150 = x
    v151 = x
    v152 = x
    v153 = x
    v154 = x
    v155 = x
    v156 = x
    v157 = x
    v158 = x
    v159 = x
    v160 = x
    v161 = x
    v162 = x
    v163 = x
    v164 = x
    v165 = x
    v166 = x
    v167 = x
    v168 = x
    v169 = x
    v170 = x
    v171 = x
    v172 = x
    v173 = x
    v174 = x
    v175 = x
    v176 = x
    v177 = x
    v178 = x
    v179 = x
    v180 = x
    v181 = x
    v182 = x
    v183 = x
    v184 = x
    v185 = x
    v186 = x
    v187 = x
    v188 = x
    v189 = x
    v190 = x
    v191 = x
    v192 = x
    v193 = x
    v194 = x
    v195 = x
    v196 = x
    v197 = x
    v198 = x
    v199 = x
    v200 = x
    v201 = x
    v202 = x
    v203 = x
    v204 = x
    v205 = x
    v206 = x
    v207 = x
    v208 = x
    v209 = x
    v210 = x
    v211 = x
    v212 = x
    v213 = x
    v214 = x
    v215 = x
    v216 = x
    v217 = x
    v218 = x
    v219 = x
    v220 = x
    v221 = x
    v222 = x
    v223 = x
    v224 = x
    v225 = x
    v226 = x
    v227 = x
    v228 = x
    v229 = x
    v230 = x
    v231 = x
    v232 = x
    v233 = x
    v234 = x
    v235 = x
    v236 = x
    v237 = x
    v238 = x
    v239 = x
    v240 = x
    v241 = x
    v242 = x
    v243 = x
    v244 = x
    v245 = x
    v246 = x
    v247 = x
    v248 = x
    v249 = x
    v250 = x
    v251 = x
    v252 = x
    v253 = x
    v254 = x
    v255 = x
    v256 = x
    v257 = x
    v258 = x
    v259 = x
    v260 = x
    v261 = x
    def inner():
        return v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, v20, v21, v22, v23, v24, v25, v26, v27, v28, v29, v30, v31, v32, v33, v34, v35, v36, v37, v38, v39, v40, v41, v42, v43, v44, v45, v46, v47, v48, v49, v50, v51, v52, v53, v54, v55, v56, v57, v58, v59, v60, v61, v62, v63, v64, v65, v66, v67, v68, v69, v70, v71, v72, v73, v74, v75, v76, v77, v78, v79, v80, v81, v82, v83, v84, v85, v86, v87, v88, v89, v90, v91, v92, v93, v94, v95, v96, v97, v98, v99, v100, v101, v102, v103, v104, v105, v106, v107, v108, v109, v110, v111, v112, v113, v114, v115, v116, v117, v118, v119, v120, v121, v122, v123, v124, v125, v126, v127, v128, v129, v130, v131, v132, v133, v134, v135, v136, v137, v138, v139, v140, v141, v142, v143, v144, v145, v146, v147, v148, v149, v150, v151, v152, v153, v154, v155, v156, v157, v158, v159, v160, v161, v162, v163, v164, v165, v166, v167, v168, v169, v170, v171, v172, v173, v174, v175, v176, v177, v178, v179, v180, v181, v182, v183, v184, v185, v186, v187, v188, v189, v190, v191, v192, v193, v194, v195, v196, v197, v198, v199, v200, v201, v202, v203, v204, v205, v206, v207, v208, v209, v210, v211, v212, v213, v214, v215, v216, v217, v218, v219, v220, v221, v222, v223, v224, v225, v226, v227, v228, v229, v230, v231, v232, v233, v234, v235, v236, v237, v238, v239, v240, v241, v242, v243, v244, v245, v246, v247, v248, v249, v250, v251, v252, v253, v254, v255, v256, v257, v258, v259, v260, v261
    return inner


def attributes(a):
    a.attr_0.sub_0(a.attr_0)
    a.attr_1.sub_1(a.attr_1)
    a.attr_2.sub_2(a.attr_2)
    a.attr_3.sub_3(a.attr_3)
    a.attr_4.sub_4(a.attr_4)
    a.attr_5.sub_5(a.attr_5)
    a.attr_6.sub_6(a.attr_6)
    a.attr_7.sub_7(a.attr_7)
    a.attr_8.sub_8(a.attr_8)
    a.attr_9.sub_9(a.attr_9)
    a.attr_10.sub_10(a.attr_10)
    a.attr_11.sub_11(a.attr_11)
    a.attr_12.sub_12(a.attr_12)
    a.attr_13.sub_13(a.attr_13)
    a.attr_14.sub_14(a.attr_14)
    a.attr_15.sub_15(a.attr_15)
    a.attr_16.sub_16(a.attr_16)
    a.attr_17.sub_17(a.attr_17)
    a.attr_18.sub_18(a.attr_18)
    a.attr_19.sub_19(a.attr_19)
    a.attr_20.sub_20(a.attr_20)
    a.attr_21.sub_21(a.attr_21)
    a.attr_22.sub_22(a.attr_22)
    a.attr_23.sub_23(a.attr_23)
    a.attr_24.sub_24(a.attr_24)
    a.attr_25.sub_25(a.attr_25)
    a.attr_26.sub_26(a.attr_26)
    a.attr_27.sub_27(a.attr_27)
    a.attr_28.sub_28(a.attr_28)
    a.attr_29.sub_29(a.attr_29)
    a.attr_30.sub_30(a.attr_30)
    a.attr_31.sub_31(a.attr_31)
    a.attr_32.sub_32(a.attr_32)
    a.attr_33.sub_33(a.attr_33)
    a.attr_34.sub_34(a.attr_34)
    a.attr_35.sub_35(a.attr_35)
    a.attr_36.sub_36(a.attr_36)
    a.attr_37.sub_37(a.attr_37)
    a.attr_38.sub_38(a.attr_38)
    a.attr_39.sub_39(a.attr_39)
    a.attr_40.sub_40(a.attr_40)
    a.attr_41.sub_41(a.attr_41)
    a.attr_42.sub_42(a.attr_42)
    a.attr_43.sub_43(a.attr_43)
    a.attr_44.sub_44(a.attr_44)
    a.attr_45.sub_45(a.attr_45)
    a.attr_46.sub_46(a.attr_46)
    a.attr_47.sub_47(a.attr_47)
    a.attr_48.sub_48(a.attr_48)
    a.attr_49.sub_49(a.attr_49)
    a.attr_50.sub_50(a.attr_50)
    a.attr_51.sub_51(a.attr_51)
    a.attr_52.sub_52(a.attr_52)
    a.attr_53.sub_53(a.attr_53)
    a.attr_54.sub_54(a.attr_54)
    a.attr_55.sub_55(a.attr_55)
    a.attr_56.sub_56(a.attr_56)
    a.attr_57.sub_57(a.attr_57)
    a.attr_58.sub_58(a.attr_58)
    a.attr_59.sub_59(a.attr_59)
    a.attr_60.sub_60(a.attr_60)
    a.attr_61.sub_61(a.attr_61)
    a.attr_62.sub_62(a.attr_62)
    a.attr_63.sub_63(a.attr_63)
    a.attr_64.sub_64(a.attr_64)
    a.attr_65.sub_65(a.attr_65)
    a.attr_66.sub_66(a.attr_66)
    a.attr_67.sub_67(a.attr_67)
    a.attr_68.sub_68(a.attr_68)
    a.attr_69.sub_69(a.attr_69)
    a.attr_70.sub_70(a.attr_70)
    a.attr_71.sub_71(a.attr_71)
    a.attr_72.sub_72(a.attr_72)
    a.attr_73.sub_73(a.attr_73)
    a.attr_74.sub_74(a.attr_74)
    a.attr_75.sub_75(a.attr_75)
    a.attr_76.sub_76(a.attr_76)
    a.attr_77.sub_77(a.attr_77)
    a.attr_78.sub_78(a.attr_78)
    a.attr_79.sub_79(a.attr_79)
    a.attr_80.sub_80(a.attr_80)
    a.attr_81.sub_81(a.attr_81)
    a.attr_82.sub_82(a.attr_82)
    a.attr_83.sub_83(a.attr_83)
    a.attr_84.sub_84(a.attr_84)
    a.attr_85.sub_85(a.attr_85)
    a.attr_86.sub_86(a.attr_86)
    a.attr_87.sub_87(a.attr_87)
    a.attr_88.sub_88(a.attr_88)
    a.attr_89.sub_89(a.attr_89)
    a.attr_90.sub_90(a.attr_90)
    a.attr_91.sub_91(a.attr_91)
    a.attr_92.sub_92(a.attr_92)
    a.attr_93.sub_93(a.attr_93)
    a.attr_94.sub_94(a.attr_94)
    a.attr_95.sub_95(a.attr_95)
    a.attr_96.sub_96(a.attr_96)
    a.attr_97.sub_97(a.attr_97)
    a.attr_98.sub_98(a.attr_98)
    a.attr_99.sub_99(a.attr_99)
    a.attr_100.sub_100(a.attr_100)
    a.attr_101.sub_101(a.attr_101)
    a.attr_102.sub_102(a.attr_102)
    a.attr_103.sub_103(a.attr_103)
    a.attr_104.sub_104(a.attr_104)
    a.attr_105.sub_105(a.attr_105)
    a.attr_106.sub_106(a.attr_106)
    a.attr_107.sub_107(a.attr_107)
    a.attr_108.sub_108(a.attr_108)
    a.attr_109.sub_109(a.attr_109)
    a.attr_110.sub_110(a.attr_110)
    a.attr_111.sub_111(a.attr_111)
    a.attr_112.sub_112(a.attr_112)
    a.attr_113.sub_113(a.attr_113)
    a.attr_114.sub_114(a.attr_114)
    a.attr_115.sub_115(a.attr_115)
    a.attr_116.sub_116(a.attr_116)
    a.attr_117.sub_117(a.attr_117)
    a.attr_118.sub_118(a.attr_118)
    a.attr_119.sub_119(a.attr_119)
    a.attr_120.sub_120(a.attr_120)
    a.attr_121.sub_121(a.attr_121)
    a.attr_122.sub_122(a.attr_122)
    a.attr_123.sub_123(a.attr_123)
    a.attr_124.sub_124(a.attr_124)
    a.attr_125.sub_125(a.attr_125)
    a.attr_126.sub_126(a.attr_126)
    a.attr_127.sub_127(a.attr_127)
    a.attr_128.sub_128(a.attr_128)
    a.attr_129.sub_129(a.attr_129)
    a.attr_130.sub_130(a.attr_130)
    a.attr_131.sub_131(a.attr_131)
    a.attr_132.sub_132(a.attr_132)
    a.attr_133.sub_133(a.attr_133)
    a.attr_134.sub_134(a.attr_134)
    a.attr_135.sub_135(a.attr_135)
    a.attr_136.sub_136(a.attr_136)
    a.attr_137.sub_137(a.attr_137)
    a.attr_138.sub_138(a.attr_138)
    a.attr_139.sub_139(a.attr_139)
    a.attr_139 = a.sub_139
    del a.sub_138
    a.m_1(a.m_2)



def jump_40(a):
    while a:
        if a.b:
            continue
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        if a.d: break
    else:
        return 1
    for b in a:
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
    return a


def handlers_40(a):
    try:
        a()
    except E as e:
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
    else:
        return a if a else b
    finally:
        a and b or c


def jump_60(a):
    while a:
        if a.b:
            continue
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        if a.d: break
    else:
        return 1
    for b in a:
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
    return a


def handlers_60(a):
    try:
        a()
    except E as e:
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
    else:
        return a if a else b
    finally:
        a and b or c


def jump_62(a):
    while a:
        if a.b:
            continue
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        if a.d: break
    else:
        return 1
    for b in a:
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
    return a


def handlers_62(a):
    try:
        a()
    except E as e:
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
    else:
        return a if a else b
    finally:
        a and b or c


def jump_64(a):
    while a:
        if a.b:
            continue
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        if a.d: break
    else:
        return 1
    for b in a:
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
    return a


def handlers_64(a):
    try:
        a()
    except E as e:
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
    else:
        return a if a else b
    finally:
        a and b or c


def jump_66(a):
    while a:
        if a.b:
            continue
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        if a.d: break
    else:
        return 1
    for b in a:
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
    return a


def handlers_66(a):
    try:
        a()
    except E as e:
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
    else:
        return a if a else b
    finally:
        a and b or c


def jump_130(a):
    while a:
        if a.b:
            continue
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        if a.d: break
    else:
        return 1
    for b in a:
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
        b.c
    return a


def handlers_130(a):
    try:
        a()
    except E as e:
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
        a.c
    else:
        return a if a else b
    finally:
        a and b or c


def unpack(x):
    a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, a82, a83, a84, a85, a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97, a98, a99, a100, a101, a102, a103, a104, a105, a106, a107, a108, a109, a110, a111, a112, a113, a114, a115, a116, a117, a118, a119, a120, a121, a122, a123, a124, a125, a126, a127, a128, a129, a130, a131, a132, a133, a134, a135, a136, a137, a138, a139, a140, a141, a142, a143, a144, a145, a146, a147, a148, a149, a150, a151, a152, a153, a154, a155, a156, a157, a158, a159, a160, a161, a162, a163, a164, a165, a166, a167, a168, a169, a170, a171, a172, a173, a174, a175, a176, a177, a178, a179, a180, a181, a182, a183, a184, a185, a186, a187, a188, a189, a190, a191, a192, a193, a194, a195, a196, a197, a198, a199, a200, a201, a202, a203, a204, a205, a206, a207, a208, a209, a210, a211, a212, a213, a214, a215, a216, a217, a218, a219, a220, a221, a222, a223, a224, a225, a226, a227, a228, a229, a230, a231, a232, a233, a234, a235, a236, a237, a238, a239, a240, a241, a242, a243, a244, a245, a246, a247, a248, a249, a250, a251, a252, a253, a254, a255, a256, a257, a258, a259 = x
    a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, a82, a83, a84, a85, a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97, a98, a99, *b, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42, c43, c44, c45, c46, c47, c48, c49, c50, c51, c52, c53, c54, c55, c56, c57, c58, c59, c60, c61, c62, c63, c64, c65, c66, c67, c68, c69, c70, c71, c72, c73, c74, c75, c76, c77, c78, c79, c80, c81, c82, c83, c84, c85, c86, c87, c88, c89, c90, c91, c92, c93, c94, c95, c96, c97, c98, c99, c100, c101, c102, c103, c104, c105, c106, c107, c108, c109, c110, c111, c112, c113, c114, c115, c116, c117, c118, c119, c120, c121, c122, c123, c124, c125, c126, c127, c128, c129, c130, c131, c132, c133, c134, c135, c136, c137, c138, c139, c140, c141, c142, c143, c144, c145, c146, c147, c148, c149, c150, c151, c152, c153, c154, c155, c156, c157, c158, c159, c160, c161, c162, c163, c164, c165, c166, c167, c168, c169, c170, c171, c172, c173, c174, c175, c176, c177, c178, c179, c180, c181, c182, c183, c184, c185, c186, c187, c188, c189, c190, c191, c192, c193, c194, c195, c196, c197, c198, c199, c200, c201, c202, c203, c204, c205, c206, c207, c208, c209, c210, c211, c212, c213, c214, c215, c216, c217, c218, c219, c220, c221, c222, c223, c224, c225, c226, c227, c228, c229, c230, c231, c232, c233, c234, c235, c236, c237, c238, c239, c240, c241, c242, c243, c244, c245, c246, c247, c248, c249, c250, c251, c252, c253, c254, c255, c256, c257, c258, c259, c260, c261, c262, c263, c264, c265, c266, c267, c268, c269, c270, c271, c272, c273, c274, c275, c276, c277, c278, c279, c280, c281, c282, c283, c284, c285, c286, c287, c288, c289, c290, c291, c292, c293, c294, c295, c296, c297, c298, c299 = x
    [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, a68, a69, a70, a71, a72, a73, a74, a75, a76, a77, a78, a79, a80, a81, a82, a83, a84, a85, a86, a87, a88, a89, a90, a91, a92, a93, a94, a95, a96, a97, a98, a99, a100, a101, a102, a103, a104, a105, a106, a107, a108, a109, a110, a111, a112, a113, a114, a115, a116, a117, a118, a119, a120, a121, a122, a123, a124, a125, a126, a127, a128, a129, a130, a131, a132, a133, a134, a135, a136, a137, a138, a139, a140, a141, a142, a143, a144, a145, a146, a147, a148, a149, a150, a151, a152, a153, a154, a155, a156, a157, a158, a159, a160, a161, a162, a163, a164, a165, a166, a167, a168, a169, a170, a171, a172, a173, a174, a175, a176, a177, a178, a179, a180, a181, a182, a183, a184, a185, a186, a187, a188, a189, a190, a191, a192, a193, a194, a195, a196, a197, a198, a199, a200, a201, a202, a203, a204, a205, a206, a207, a208, a209, a210, a211, a212, a213, a214, a215, a216, a217, a218, a219, a220, a221, a222, a223, a224, a225, a226, a227, a228, a229, a230, a231, a232, a233, a234, a235, a236, a237, a238, a239, a240, a241, a242, a243, a244, a245, a246, a247, a248, a249, a250, a251, a252, a253, a254, a255, a256, a257] = x
    return a0


def build(x):
    (x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x)
    f(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x)
    f(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x)
    {x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x, x: x}
    {"k0": x, "k1": x, "k2": x, "k3": x, "k4": x, "k5": x, "k6": x, "k7": x, "k8": x, "k9": x, "k10": x, "k11": x, "k12": x, "k13": x, "k14": x, "k15": x, "k16": x, "k17": x, "k18": x, "k19": x, "k20": x, "k21": x, "k22": x, "k23": x, "k24": x, "k25": x, "k26": x, "k27": x, "k28": x, "k29": x, "k30": x, "k31": x, "k32": x, "k33": x, "k34": x, "k35": x, "k36": x, "k37": x, "k38": x, "k39": x, "k40": x, "k41": x, "k42": x, "k43": x, "k44": x, "k45": x, "k46": x, "k47": x, "k48": x, "k49": x, "k50": x, "k51": x, "k52": x, "k53": x, "k54": x, "k55": x, "k56": x, "k57": x, "k58": x, "k59": x, "k60": x, "k61": x, "k62": x, "k63": x, "k64": x, "k65": x, "k66": x, "k67": x, "k68": x, "k69": x, "k70": x, "k71": x, "k72": x, "k73": x, "k74": x, "k75": x, "k76": x, "k77": x, "k78": x, "k79": x, "k80": x, "k81": x, "k82": x, "k83": x, "k84": x, "k85": x, "k86": x, "k87": x, "k88": x, "k89": x, "k90": x, "k91": x, "k92": x, "k93": x, "k94": x, "k95": x, "k96": x, "k97": x, "k98": x, "k99": x, "k100": x, "k101": x, "k102": x, "k103": x, "k104": x, "k105": x, "k106": x, "k107": x, "k108": x, "k109": x, "k110": x, "k111": x, "k112": x, "k113": x, "k114": x, "k115": x, "k116": x, "k117": x, "k118": x, "k119": x, "k120": x, "k121": x, "k122": x, "k123": x, "k124": x, "k125": x, "k126": x, "k127": x, "k128": x, "k129": x, "k130": x, "k131": x, "k132": x, "k133": x, "k134": x, "k135": x, "k136": x, "k137": x, "k138": x, "k139": x, "k140": x, "k141": x, "k142": x, "k143": x, "k144": x, "k145": x, "k146": x, "k147": x, "k148": x, "k149": x, "k150": x, "k151": x, "k152": x, "k153": x, "k154": x, "k155": x, "k156": x, "k157": x, "k158": x, "k159": x, "k160": x, "k161": x, "k162": x, "k163": x, "k164": x, "k165": x, "k166": x, "k167": x, "k168": x, "k169": x, "k170": x, "k171": x, "k172": x, "k173": x, "k174": x, "k175": x, "k176": x, "k177": x, "k178": x, "k179": x, "k180": x, "k181": x, "k182": x, "k183": x, "k184": x, "k185": x, "k186": x, "k187": x, "k188": x, "k189": x, "k190": x, "k191": x, "k192": x, "k193": x, "k194": x, "k195": x, "k196": x, "k197": x, "k198": x, "k199": x, "k200": x, "k201": x, "k202": x, "k203": x, "k204": x, "k205": x, "k206": x, "k207": x, "k208": x, "k209": x, "k210": x, "k211": x, "k212": x, "k213": x, "k214": x, "k215": x, "k216": x, "k217": x, "k218": x, "k219": x, "k220": x, "k221": x, "k222": x, "k223": x, "k224": x, "k225": x, "k226": x, "k227": x, "k228": x, "k229": x, "k230": x, "k231": x, "k232": x, "k233": x, "k234": x, "k235": x, "k236": x, "k237": x, "k238": x, "k239": x, "k240": x, "k241": x, "k242": x, "k243": x, "k244": x, "k245": x, "k246": x, "k247": x, "k248": x, "k249": x, "k250": x, "k251": x, "k252": x, "k253": x, "k254": x, "k255": x, "k256": x, "k257": x, "k258": x, "k259": x, "k260": x, "k261": x, "k262": x, "k263": x, "k264": x, "k265": x, "k266": x, "k267": x, "k268": x, "k269": x, "k270": x, "k271": x, "k272": x, "k273": x, "k274": x, "k275": x, "k276": x, "k277": x, "k278": x, "k279": x, "k280": x, "k281": x, "k282": x, "k283": x, "k284": x, "k285": x, "k286": x, "k287": x, "k288": x, "k289": x, "k290": x, "k291": x, "k292": x, "k293": x, "k294": x, "k295": x, "k296": x, "k297": x, "k298": x, "k299": x}
    f(k0=x, k1=x, k2=x, k3=x, k4=x, k5=x, k6=x, k7=x, k8=x, k9=x, k10=x, k11=x, k12=x, k13=x, k14=x, k15=x, k16=x, k17=x, k18=x, k19=x, k20=x, k21=x, k22=x, k23=x, k24=x, k25=x, k26=x, k27=x, k28=x, k29=x, k30=x, k31=x, k32=x, k33=x, k34=x, k35=x, k36=x, k37=x, k38=x, k39=x, k40=x, k41=x, k42=x, k43=x, k44=x, k45=x, k46=x, k47=x, k48=x, k49=x, k50=x, k51=x, k52=x, k53=x, k54=x, k55=x, k56=x, k57=x, k58=x, k59=x, k60=x, k61=x, k62=x, k63=x, k64=x, k65=x, k66=x, k67=x, k68=x, k69=x, k70=x, k71=x, k72=x, k73=x, k74=x, k75=x, k76=x, k77=x, k78=x, k79=x, k80=x, k81=x, k82=x, k83=x, k84=x, k85=x, k86=x, k87=x, k88=x, k89=x, k90=x, k91=x, k92=x, k93=x, k94=x, k95=x, k96=x, k97=x, k98=x, k99=x, k100=x, k101=x, k102=x, k103=x, k104=x, k105=x, k106=x, k107=x, k108=x, k109=x, k110=x, k111=x, k112=x, k113=x, k114=x, k115=x, k116=x, k117=x, k118=x, k119=x, k120=x, k121=x, k122=x, k123=x, k124=x, k125=x, k126=x, k127=x, k128=x, k129=x, k130=x, k131=x, k132=x, k133=x, k134=x, k135=x, k136=x, k137=x, k138=x, k139=x, k140=x, k141=x, k142=x, k143=x, k144=x, k145=x, k146=x, k147=x, k148=x, k149=x, k150=x, k151=x, k152=x, k153=x, k154=x, k155=x, k156=x, k157=x, k158=x, k159=x, k160=x, k161=x, k162=x, k163=x, k164=x, k165=x, k166=x, k167=x, k168=x, k169=x, k170=x, k171=x, k172=x, k173=x, k174=x, k175=x, k176=x, k177=x, k178=x, k179=x, k180=x, k181=x, k182=x, k183=x, k184=x, k185=x, k186=x, k187=x, k188=x, k189=x, k190=x, k191=x, k192=x, k193=x, k194=x, k195=x, k196=x, k197=x, k198=x, k199=x, k200=x, k201=x, k202=x, k203=x, k204=x, k205=x, k206=x, k207=x, k208=x, k209=x, k210=x, k211=x, k212=x, k213=x, k214=x, k215=x, k216=x, k217=x, k218=x, k219=x, k220=x, k221=x, k222=x, k223=x, k224=x, k225=x, k226=x, k227=x, k228=x, k229=x, k230=x, k231=x, k232=x, k233=x, k234=x, k235=x, k236=x, k237=x, k238=x, k239=x, k240=x, k241=x, k242=x, k243=x, k244=x, k245=x, k246=x, k247=x, k248=x, k249=x, k250=x, k251=x, k252=x, k253=x, k254=x, k255=x, k256=x, k257=x, k258=x, k259=x, k260=x, k261=x, k262=x, k263=x, k264=x, k265=x, k266=x, k267=x, k268=x, k269=x, k270=x, k271=x, k272=x, k273=x, k274=x, k275=x, k276=x, k277=x, k278=x, k279=x, k280=x, k281=x, k282=x, k283=x, k284=x, k285=x, k286=x, k287=x, k288=x, k289=x, k290=x, k291=x, k292=x, k293=x, k294=x, k295=x, k296=x, k297=x, k298=x, k299=x)
    f"{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}"
    f"{x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} {x} "
    return [x, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]


def parameters(p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63, p64, p65, p66, p67, p68, p69, p70, p71, p72, p73, p74, p75, p76, p77, p78, p79, p80, p81, p82, p83, p84, p85, p86, p87, p88, p89, p90, p91, p92, p93, p94, p95, p96, p97, p98, p99, p100, p101, p102, p103, p104, p105, p106, p107, p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119, p120, p121, p122, p123, p124, p125, p126, p127, p128, p129, p130, p131, p132, p133, p134, p135, p136, p137, p138, p139, p140, p141, p142, p143, p144, p145, p146, p147, p148, p149, p150, p151, p152, p153, p154, p155, p156, p157, p158, p159, p160, p161, p162, p163, p164, p165, p166, p167, p168, p169, p170, p171, p172, p173, p174, p175, p176, p177, p178, p179, p180, p181, p182, p183, p184, p185, p186, p187, p188, p189, p190, p191, p192, p193, p194, p195, p196, p197, p198, p199, p200, p201, p202, p203, p204, p205, p206, p207, p208, p209, p210, p211, p212, p213, p214, p215, p216, p217, p218, p219, p220, p221, p222, p223, p224, p225, p226, p227, p228, p229, p230, p231, p232, p233, p234, p235, p236, p237, p238, p239, p240, p241, p242, p243, p244, p245, p246, p247, p248, p249, p250, p251, p252, p253, p254, p255, p256, p257, p258, p259):
    return p259


def match_many(x):
    match x:
        case 0: return 0
        case [0, *r]: return r
        case 1: return 1
        case [1, *r]: return r
        case 2: return 2
        case [2, *r]: return r
        case 3: return 3
        case [3, *r]: return r
        case 4: return 4
        case [4, *r]: return r
        case 5: return 5
        case [5, *r]: return r
        case 6: return 6
        case [6, *r]: return r
        case 7: return 7
        case [7, *r]: return r
        case 8: return 8
        case [8, *r]: return r
        case 9: return 9
        case [9, *r]: return r
        case 10: return 10
        case [10, *r]: return r
        case 11: return 11
        case [11, *r]: return r
        case 12: return 12
        case [12, *r]: return r
        case 13: return 13
        case [13, *r]: return r
        case 14: return 14
        case [14, *r]: return r
        case 15: return 15
        case [15, *r]: return r
        case 16: return 16
        case [16, *r]: return r
        case 17: return 17
        case [17, *r]: return r
        case 18: return 18
        case [18, *r]: return r
        case 19: return 19
        case [19, *r]: return r
        case 20: return 20
        case [20, *r]: return r
        case 21: return 21
        case [21, *r]: return r
        case 22: return 22
        case [22, *r]: return r
        case 23: return 23
        case [23, *r]: return r
        case 24: return 24
        case [24, *r]: return r
        case 25: return 25
        case [25, *r]: return r
        case 26: return 26
        case [26, *r]: return r
        case 27: return 27
        case [27, *r]: return r
        case 28: return 28
        case [28, *r]: return r
        case 29: return 29
        case [29, *r]: return r
        case 30: return 30
        case [30, *r]: return r
        case 31: return 31
        case [31, *r]: return r
        case 32: return 32
        case [32, *r]: return r
        case 33: return 33
        case [33, *r]: return r
        case 34: return 34
        case [34, *r]: return r
        case 35: return 35
        case [35, *r]: return r
        case 36: return 36
        case [36, *r]: return r
        case 37: return 37
        case [37, *r]: return r
        case 38: return 38
        case [38, *r]: return r
        case 39: return 39
        case [39, *r]: return r
        case 40: return 40
        case [40, *r]: return r
        case 41: return 41
        case [41, *r]: return r
        case 42: return 42
        case [42, *r]: return r
        case 43: return 43
        case [43, *r]: return r
        case 44: return 44
        case [44, *r]: return r
        case 45: return 45
        case [45, *r]: return r
        case 46: return 46
        case [46, *r]: return r
        case 47: return 47
        case [47, *r]: return r
        case 48: return 48
        case [48, *r]: return r
        case 49: return 49
        case [49, *r]: return r
        case 50: return 50
        case [50, *r]: return r
        case 51: return 51
        case [51, *r]: return r
        case 52: return 52
        case [52, *r]: return r
        case 53: return 53
        case [53, *r]: return r
        case 54: return 54
        case [54, *r]: return r
        case 55: return 55
        case [55, *r]: return r
        case 56: return 56
        case [56, *r]: return r
        case 57: return 57
        case [57, *r]: return r
        case 58: return 58
        case [58, *r]: return r
        case 59: return 59
        case [59, *r]: return r


def long_chain(a):
    return a.b0 and a.b1 and a.b2 and a.b3 and a.b4 and a.b5 and a.b6 and a.b7 and a.b8 and a.b9 and a.b10 and a.b11 and a.b12 and a.b13 and a.b14 and a.b15 and a.b16 and a.b17 and a.b18 and a.b19 and a.b20 and a.b21 and a.b22 and a.b23 and a.b24 and a.b25 and a.b26 and a.b27 and a.b28 and a.b29 and a.b30 and a.b31 and a.b32 and a.b33 and a.b34 and a.b35 and a.b36 and a.b37 and a.b38 and a.b39 and a.b40 and a.b41 and a.b42 and a.b43 and a.b44 and a.b45 and a.b46 and a.b47 and a.b48 and a.b49 and a.b50 and a.b51 and a.b52 and a.b53 and a.b54 and a.b55 and a.b56 and a.b57 and a.b58 and a.b59


def long_compare(a):
    return a.b0 < a.b1 < a.b2 < a.b3 < a.b4 < a.b5 < a.b6 < a.b7 < a.b8 < a.b9 < a.b10 < a.b11 < a.b12 < a.b13 < a.b14 < a.b15 < a.b16 < a.b17 < a.b18 < a.b19 < a.b20 < a.b21 < a.b22 < a.b23 < a.b24 < a.b25 < a.b26 < a.b27 < a.b28 < a.b29 < a.b30 < a.b31 < a.b32 < a.b33 < a.b34 < a.b35 < a.b36 < a.b37 < a.b38 < a.b39 < a.b40 < a.b41 < a.b42 < a.b43 < a.b44 < a.b45 < a.b46 < a.b47 < a.b48 < a.b49 < a.b50 < a.b51 < a.b52 < a.b53 < a.b54 < a.b55 < a.b56 < a.b57 < a.b58 < a.b59


def elifs(a):
    if a == 0: return 0
    elif a == 1: return 1
    elif a == 2: return 2
    elif a == 3: return 3
    elif a == 4: return 4
    elif a == 5: return 5
    elif a == 6: return 6
    elif a == 7: return 7
    elif a == 8: return 8
    elif a == 9: return 9
    elif a == 10: return 10
    elif a == 11: return 11
    elif a == 12: return 12
    elif a == 13: return 13
    elif a == 14: return 14
    elif a == 15: return 15
    elif a == 16: return 16
    elif a == 17: return 17
    elif a == 18: return 18
    elif a == 19: return 19
    elif a == 20: return 20
    elif a == 21: return 21
    elif a == 22: return 22
    elif a == 23: return 23
    elif a == 24: return 24
    elif a == 25: return 25
    elif a == 26: return 26
    elif a == 27: return 27
    elif a == 28: return 28
    elif a == 29: return 29
    elif a == 30: return 30
    elif a == 31: return 31
    elif a == 32: return 32
    elif a == 33: return 33
    elif a == 34: return 34
    elif a == 35: return 35
    elif a == 36: return 36
    elif a == 37: return 37
    elif a == 38: return 38
    elif a == 39: return 39
    elif a == 40: return 40
    elif a == 41: return 41
    elif a == 42: return 42
    elif a == 43: return 43
    elif a == 44: return 44
    elif a == 45: return 45
    elif a == 46: return 46
    elif a == 47: return 47
    elif a == 48: return 48
    elif a == 49: return 49
    elif a == 50: return 50
    elif a == 51: return 51
    elif a == 52: return 52
    elif a == 53: return 53
    elif a == 54: return 54
    elif a == 55: return 55
    elif a == 56: return 56
    elif a == 57: return 57
    elif a == 58: return 58
    elif a == 59: return 59
    elif a == 60: return 60
    elif a == 61: return 61
    elif a == 62: return 62
    elif a == 63: return 63
    elif a == 64: return 64
    elif a == 65: return 65
    elif a == 66: return 66
    elif a == 67: return 67
    elif a == 68: return 68
    elif a == 69: return 69
    elif a == 70: return 70
    elif a == 71: return 71
    elif a == 72: return 72
    elif a == 73: return 73
    elif a == 74: return 74
    elif a == 75: return 75
    elif a == 76: return 76
    elif a == 77: return 77
    elif a == 78: return 78
    elif a == 79: return 79
    elif a == 80: return 80
    elif a == 81: return 81
    elif a == 82: return 82
    elif a == 83: return 83
    elif a == 84: return 84
    elif a == 85: return 85
    elif a == 86: return 86
    elif a == 87: return 87
    elif a == 88: return 88
    elif a == 89: return 89
    elif a == 90: return 90
    elif a == 91: return 91
    elif a == 92: return 92
    elif a == 93: return 93
    elif a == 94: return 94
    elif a == 95: return 95
    elif a == 96: return 96
    elif a == 97: return 97
    elif a == 98: return 98
    elif a == 99: return 99
    elif a == 100: return 100
    elif a == 101: return 101
    elif a == 102: return 102
    elif a == 103: return 103
    elif a == 104: return 104
    elif a == 105: return 105
    elif a == 106: return 106
    elif a == 107: return 107
    elif a == 108: return 108
    elif a == 109: return 109
    elif a == 110: return 110
    elif a == 111: return 111
    elif a == 112: return 112
    elif a == 113: return 113
    elif a == 114: return 114
    elif a == 115: return 115
    elif a == 116: return 116
    elif a == 117: return 117
    elif a == 118: return 118
    elif a == 119: return 119
    else: return 120


while a:
    if b: break
    try:
        with c as d:
            e.f0(g0)
            e.f1(g1)
            e.f2(g2)
            e.f3(g3)
            e.f4(g4)
            e.f5(g5)
            e.f6(g6)
            e.f7(g7)
            e.f8(g8)
            e.f9(g9)
            e.f10(g10)
            e.f11(g11)
            e.f12(g12)
            e.f13(g13)
            e.f14(g14)
            e.f15(g15)
            e.f16(g16)
            e.f17(g17)
            e.f18(g18)
            e.f19(g19)
            e.f20(g20)
            e.f21(g21)
            e.f22(g22)
            e.f23(g23)
            e.f24(g24)
            e.f25(g25)
            e.f26(g26)
            e.f27(g27)
            e.f28(g28)
            e.f29(g29)
            e.f30(g30)
            e.f31(g31)
            e.f32(g32)
            e.f33(g33)
            e.f34(g34)
            e.f35(g35)
            e.f36(g36)
            e.f37(g37)
            e.f38(g38)
            e.f39(g39)
            e.f40(g40)
            e.f41(g41)
            e.f42(g42)
            e.f43(g43)
            e.f44(g44)
            e.f45(g45)
            e.f46(g46)
            e.f47(g47)
            e.f48(g48)
            e.f49(g49)
            e.f50(g50)
            e.f51(g51)
            e.f52(g52)
            e.f53(g53)
            e.f54(g54)
            e.f55(g55)
            e.f56(g56)
            e.f57(g57)
            e.f58(g58)
            e.f59(g59)
            if h: continue
    except E: i
