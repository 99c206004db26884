// Made by generate.py of gradients.json.
#[allow(clippy::all)]
const REFERENCES: &[Reference] = &[
    Reference {
        name: "open_exp",
        points: &[
            Point {
                value: 1.6274266093785854,
                gradient: &[1.6274266093785854],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.16025323438745256,
                gradient: &[0.16025323438745256],
                lost: (0.0, 0.0),
            },
            Point {
                value: 16.305567964001312,
                gradient: &[16.305567964001312],
                lost: (0.0, 0.0),
            },
            Point {
                value: 12.728688845593425,
                gradient: &[12.728688845593425],
                lost: (0.0, 0.0),
            },
            Point {
                value: 9.85967654375977e-305,
                gradient: &[9.85967654375977e-305],
                lost: (0.0, 0.0),
            },
            Point {
                value: 5.184705528587072e+21,
                gradient: &[5.184705528587072e+21],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0000000001,
                gradient: &[1.0000000001],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_ln",
        points: &[
            Point {
                value: 2.2351624166766118,
                gradient: &[0.10697475395806588],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.585731896644065,
                gradient: &[0.075340917652377],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.4582228911892559,
                gradient: &[0.23264935079159815],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.491038993467169,
                gradient: &[0.22513861642626345],
                lost: (0.0, 0.0),
            },
            Point {
                value: -345.38776394910684,
                gradient: &[1e+150],
                lost: (0.0, 0.0),
            },
            Point {
                value: 345.38776394910684,
                gradient: &[1e-150],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.000000082690371e-10,
                gradient: &[0.9999999999],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_sqrt",
        points: &[
            Point {
                value: 2.4037470748812155,
                gradient: &[0.20800857345804913],
                lost: (0.0, 1.3343476739542479e-16),
            },
            Point {
                value: 3.7218275080933023,
                gradient: &[0.1343426042482422],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.06286490092857,
                gradient: &[0.24238135991112747],
                lost: (0.0, 0.0),
            },
            Point {
                value: 4.407086108480516,
                gradient: &[0.11345364889464142],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1e-100,
                gradient: &[5e+99],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1e+100,
                gradient: &[5e-101],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_sin",
        points: &[
            Point {
                value: 0.26498205033472116,
                gradient: &[0.9642533448219961],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.9137446652083306,
                gradient: &[-0.4062889203551037],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.5031805640761098,
                gradient: &[0.864181300385543],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.5947016242763755,
                gradient: &[-0.8039465020031126],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.03574879797201651,
                gradient: &[-0.9993608074382124],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_cos",
        points: &[
            Point {
                value: -0.29380363426000566,
                gradient: &[0.9558657983710961],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.9226112947402,
                gradient: &[0.385730992814697],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.7609706701316933,
                gradient: &[0.6487862816053694],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.3458837756023734,
                gradient: &[-0.9382773650552628],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.9993608074382124,
                gradient: &[-0.03574879797201651],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_tan",
        points: &[
            Point {
                value: -0.2756818383245954,
                gradient: &[1.0760004759820283],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.065288649971599,
                gradient: &[2.134839907758312],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.19810075531600144,
                gradient: &[1.0392439092567702],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.6103410362010896,
                gradient: &[1.3725161804710198],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1255.7655915007897,
                gradient: &[1576948.220797328],
                lost: (0.0, 1.4764634664805104e-16),
            },
        ],
    },
    Reference {
        name: "open_asin",
        points: &[
            Point {
                value: -0.8315848191833118,
                gradient: &[1.4843282576229038],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.6611184055086077,
                gradient: &[1.266935724814546],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.3493416422081422,
                gradient: &[1.0642846458526878],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.31845868398836585,
                gradient: &[1.052942876699311],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.5693821131146521,
                gradient: &[707.1069579531425],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_acos",
        points: &[
            Point {
                value: 0.7568536607664671,
                gradient: &[-1.4563726272151245],
                lost: (0.0, 1.524641432938938e-16),
            },
            Point {
                value: 1.7721542475852274,
                gradient: &[-1.0206207261596576],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.8022279018430596,
                gradient: &[-1.0273912467313076],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.717686632271865,
                gradient: &[-1.0108862304535873],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.5707963267948966,
                gradient: &[-1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 3.1401784399095485,
                gradient: &[-707.1069579531425],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_atan",
        points: &[
            Point {
                value: -0.7618610574144584,
                gradient: &[0.5235284139811405],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0362308444050918,
                gradient: &[0.2595568171170453],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.3708617899043447,
                gradient: &[0.03944401441019866],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.3446221358386772,
                gradient: &[0.8858634219446472],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.5707963167948966,
                gradient: &[9.999999999999999e-17],
                lost: (0.0, 1.2325951644078312e-16),
            },
        ],
    },
    Reference {
        name: "open_atan2",
        points: &[
            Point {
                value: 2.9188155486976926,
                gradient: &[-1.5391358922505256, -0.34867156135125177],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.1667249884166029,
                gradient: &[0.18897159026985744, 0.44193478262376196],
                lost: (0.0, 1.2560937363130535e-16),
            },
            Point {
                value: -1.4402422584404628,
                gradient: &[0.06578026048415661, 0.5009886583398605],
                lost: (0.0, 0.0),
            },
            Point {
                value: -2.5014414351154537,
                gradient: &[-0.3455029239590798, 0.2573232857337039],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.5707963267948966,
                gradient: &[0.0, -1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.5707963367948967,
                gradient: &[-9.999999999999999e-09, 0.9999999999999999],
                lost: (0.0, 1.1102230246251568e-16),
            },
            Point {
                value: 2.677945044588987,
                gradient: &[-0.8, -0.4],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_sinh",
        points: &[
            Point {
                value: -3.3197984822065756,
                gradient: &[3.4671403147927373],
                lost: (0.0, 0.0),
            },
            Point {
                value: -6.7354670124596,
                gradient: &[6.809296283459213],
                lost: (1.3186590002699572e-16, 0.0),
            },
            Point {
                value: -4.0030316443735625,
                gradient: &[4.126046818185188],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.3510651027368246,
                gradient: &[1.6808857521655856],
                lost: (0.0, 1.3209976028350407e-16),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1e-09,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_cosh",
        points: &[
            Point {
                value: 2.094728827511637,
                gradient: &[1.8406218679588364],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.3582169520118292,
                gradient: &[-0.9191046125073594],
                lost: (1.6348242789646572e-16, 0.0),
            },
            Point {
                value: 1.4479462969681156,
                gradient: &[1.0471621072707311],
                lost: (1.5335140908884192e-16, 0.0),
            },
            Point {
                value: 1.0111502685746805,
                gradient: &[-0.14974934269855167],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_tanh",
        points: &[
            Point {
                value: -0.00899975700787294,
                gradient: &[0.9999190043737992],
                lost: (0.0, 2.2206259102364704e-16),
            },
            Point {
                value: 0.9782423799658522,
                gradient: &[0.04304184603874535],
                lost: (0.0, 3.224254785754767e-16),
            },
            Point {
                value: -0.8117828908204487,
                gradient: &[0.3410085381711953],
                lost: (0.0, 1.627852238802002e-16),
            },
            Point {
                value: 0.9766805435082354,
                gradient: &[0.04609511593245789],
                lost: (0.0, 3.0106850860618854e-16),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.9999999999998128,
                gradient: &[3.743049187535369e-13],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_asinh",
        points: &[
            Point {
                value: 1.4031099926898014,
                gradient: &[0.46364313592185874],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.3673130146202466,
                gradient: &[0.478516829192993],
                lost: (1.6239485951700776e-16, 1.1600668533408959e-16),
            },
            Point {
                value: -2.3007066843490014,
                gradient: &[0.19838472061705154],
                lost: (0.0, 0.0),
            },
            Point {
                value: -2.132661712664986,
                gradient: &[0.2337591175654342],
                lost: (2.0823237328864796e-16, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 23.7189981105004,
                gradient: &[1e-10],
                lost: (0.0, 0.0),
            },
            Point {
                value: -23.7189981105004,
                gradient: &[1e-10],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_acosh",
        points: &[
            Point {
                value: 0.7217927425159724,
                gradient: &[1.2720710953332899],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.9107311073268183,
                gradient: &[0.30256931241487445],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.7203023844006182,
                gradient: &[0.13228337029424922],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.653376839361228,
                gradient: &[0.1415277693550237],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.00141421344446382,
                gradient: &[707.1066044390042],
                lost: (0.0, 0.0),
            },
            Point {
                value: 23.7189981105004,
                gradient: &[1e-10],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_atanh",
        points: &[
            Point {
                value: 0.7632716681288145,
                gradient: &[1.7048815874493437],
                lost: (0.0, 1.3024048506338205e-16),
            },
            Point {
                value: -0.9160007927532442,
                gradient: &[2.101617404754699],
                lost: (1.212032820722932e-16, 0.0),
            },
            Point {
                value: 0.4128342683461658,
                gradient: &[1.1803372276497397],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.5784112630402902,
                gradient: &[1.373574322966511],
                lost: (0.0, 1.6165459794376555e-16),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 7.254328619247669,
                gradient: &[500000.24998574716],
                lost: (0.0, 1.164152636226215e-16),
            },
        ],
    },
    Reference {
        name: "open_cbrt",
        points: &[
            Point {
                value: 1.7040273603870926,
                gradient: &[0.11479569929851066],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.672212635975962,
                gradient: &[0.11920534901453962],
                lost: (1.3278491033255367e-16, 1.1641917013406645e-16),
            },
            Point {
                value: -1.7920375274199558,
                gradient: &[0.10379693873756247],
                lost: (1.2390622491299881e-16, 1.3370132083473772e-16),
            },
            Point {
                value: -1.7256415192081822,
                gradient: &[0.11193801014645774],
                lost: (1.2867365698694906e-16, 1.2397743884902905e-16),
            },
            Point {
                value: -0.001,
                gradient: &[333333.3333333333],
                lost: (2.1684043449710089e-16, 5.238689482212067e-16),
            },
            Point {
                value: 10000.0,
                gradient: &[3.3333333333333334e-09],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_hypot",
        points: &[
            Point {
                value: 1.5090092776388089,
                gradient: &[0.7753431455575497, 0.6315401860823461],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.58451759220275,
                gradient: &[0.9908378472576199, -0.13505687854339532],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.123364895543427,
                gradient: &[0.7338771138123225, -0.6792822549003437],
                lost: (0.0, 1.512818704561863e-16),
            },
            Point {
                value: 2.389252266301861,
                gradient: &[0.7652996517814108, 0.6436741745504875],
                lost: (0.0, 1.4507036845513483e-16),
            },
            Point {
                value: 5.0,
                gradient: &[0.6, 0.8],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.414213562373095e+200,
                gradient: &[0.7071067811865476, 0.7071067811865476],
                lost: (0.0, 1.570092458683775e-16),
            },
            Point {
                value: 2.0,
                gradient: &[0.0, -1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_exp_m1",
        points: &[
            Point {
                value: -0.47795422323898396,
                gradient: &[0.522045776761016],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.8227155900301222,
                gradient: &[0.17728440996987782],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.21427492169621848,
                gradient: &[1.2142749216962185],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.1314914802937608,
                gradient: &[2.131491480293761],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0000000000005e-12,
                gradient: &[1.000000000001],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.0,
                gradient: &[4.248354255291589e-18],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_ln_1p",
        points: &[
            Point {
                value: 0.773343722554222,
                gradient: &[0.46146746654360865],
                lost: (0.0, 1.2029266471813573e-16),
            },
            Point {
                value: -0.8232558659069659,
                gradient: &[2.2779043280182236],
                lost: (1.348575905258864e-16, 0.0),
            },
            Point {
                value: 0.5562707753375099,
                gradient: &[0.5733432076546999],
                lost: (1.9958320189507412e-16, 0.0),
            },
            Point {
                value: 1.6023245590399062,
                gradient: &[0.20142774267766428],
                lost: (0.0, 1.3779420474390614e-16),
            },
            Point {
                value: 9.999999999995e-13,
                gradient: &[0.999999999999],
                lost: (0.0, 1.1102230246262669e-16),
            },
            Point {
                value: -13.815510557935518,
                gradient: &[999999.9999712444],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_exp2",
        points: &[
            Point {
                value: 0.05855759042952658,
                gradient: &[0.04058902870661039],
                lost: (0.0, 0.0),
            },
            Point {
                value: 20.720687981670803,
                gradient: &[14.362486453757462],
                lost: (0.0, 1.2368031434665175e-16),
            },
            Point {
                value: 0.17679902226020236,
                gradient: &[0.12254774380541428],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.12890507861857106,
                gradient: &[0.08935019180432062],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1024.0,
                gradient: &[709.782712893384],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_log2",
        points: &[
            Point {
                value: -0.8943219221054628,
                gradient: &[2.6815892953326457],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.9730601728040842,
                gradient: &[0.3674719920756402],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.8536350109855642,
                gradient: &[0.3991855386330226],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.4272900552407202,
                gradient: &[1.0728707755136617],
                lost: (0.0, 2.0696304717473762e-16),
            },
            Point {
                value: 3.0,
                gradient: &[0.18033688011112042],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_log10",
        points: &[
            Point {
                value: -0.32513885926218844,
                gradient: &[0.9181701520153316],
                lost: (0.0, 1.209169152567506e-16),
            },
            Point {
                value: 0.42291798076766235,
                gradient: &[0.16400849014473257],
                lost: (0.0, 1.6923255369972281e-16),
            },
            Point {
                value: 0.5516379973913536,
                gradient: &[0.12194003459829625],
                lost: (0.0, 2.276165961988067e-16),
            },
            Point {
                value: -0.8319928957424693,
                gradient: &[2.9496956453623064],
                lost: (1.334414068084554e-16, 1.5055424804531514e-16),
            },
            Point {
                value: 3.0,
                gradient: &[0.00043429448190325184],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_abs",
        points: &[
            Point {
                value: 0.532,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.427,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.1647207541483624,
                gradient: &[-1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.2775002433198117,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_min",
        points: &[
            Point {
                value: -1.046,
                gradient: &[0.0, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.907,
                gradient: &[1.0, 0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.1413892899561704,
                gradient: &[0.0, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.6625804299556748,
                gradient: &[1.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_max",
        points: &[
            Point {
                value: 0.716,
                gradient: &[0.0, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.577,
                gradient: &[1.0, 0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.1184074426784072,
                gradient: &[0.0, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.4074954192362608,
                gradient: &[0.0, 1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_clamp",
        points: &[
            Point {
                value: -1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.945,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.7803999770977286,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.3156994047678836,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_copysign",
        points: &[
            Point {
                value: 0.66,
                gradient: &[1.0, 0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.749,
                gradient: &[-1.0, 0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.6514446027997556,
                gradient: &[1.0, 0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.4899144036057574,
                gradient: &[-1.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_recip",
        points: &[
            Point {
                value: 0.7451564828614009,
                gradient: &[-0.5552581839503732],
                lost: (0.0, 1.9994716993210207e-16),
            },
            Point {
                value: 0.36549707602339176,
                gradient: &[-0.13358811258164904],
                lost: (0.0, 2.0776980136361092e-16),
            },
            Point {
                value: 0.3371974720002558,
                gradient: &[-0.1137021351233633],
                lost: (0.0, 1.2205388924981475e-16),
            },
            Point {
                value: 0.9626330891552697,
                gradient: &[-0.9266624643366175],
                lost: (0.0, 1.19808783386942e-16),
            },
            Point {
                value: -99999.99999999999,
                gradient: &[-9999999999.999998],
                lost: (0.0, 1.9073486328125003e-16),
            },
        ],
    },
    Reference {
        name: "open_mul_add",
        points: &[
            Point {
                value: -0.7653800000000001,
                gradient: &[-0.18, -0.259, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 5.283076,
                gradient: &[-1.802, -1.838, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.43156947314424904,
                gradient: &[-0.24495424513465913, 0.9597272240775174, 1.0],
                lost: (1.2862622285775902e-16, 0.0),
            },
            Point {
                value: 1.0257119561998562,
                gradient: &[0.8415242494482715, -0.9240557684676576, 1.0],
                lost: (2.1647851873315468e-16, 0.0),
            },
        ],
    },
    Reference {
        name: "open_rem_euclid",
        points: &[
            Point {
                value: 0.4990000000000001,
                gradient: &[1.0, -2.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.1599999999999993,
                gradient: &[1.0, -2.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.4631616568460366,
                gradient: &[1.0, 5.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.5143494104381221,
                gradient: &[1.0, 1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.7000000000000002,
                gradient: &[1.0, -3.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powi3",
        points: &[
            Point {
                value: 0.10119469600000001,
                gradient: &[0.651468],
                lost: (0.0, 0.0),
            },
            Point {
                value: -2.8997367759999997,
                gradient: &[6.100427999999999],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.9661253402327244,
                gradient: &[2.9318623078591735],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.9288516277489607,
                gradient: &[6.141194264442921],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powi_m2",
        points: &[
            Point {
                value: 8.650519031141867,
                gradient: &[-50.885406065540394],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.127642177110924,
                gradient: &[-0.0912055570638971],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.7730998666786688,
                gradient: &[-1.3595130890714038],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.14915968041669248,
                gradient: &[-0.11521450596859636],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.4444444444444444,
                gradient: &[0.5925925925925926],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powi0",
        points: &[
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powi1",
        points: &[
            Point {
                value: 0.92,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.413,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.854511141037344,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: -0.33141016636322496,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powi2",
        points: &[
            Point {
                value: 0.8817209999999999,
                gradient: &[-1.878],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.094116,
                gradient: &[-2.092],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.2834458893163647,
                gradient: &[-2.265785417303558],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.4053423026016079,
                gradient: &[2.370942683914234],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powf",
        points: &[
            Point {
                value: 2.2195306368062866,
                gradient: &[-5.00445749898849, -1.6523084414245899],
                lost: (0.0, 1.77477462817827e-16),
            },
            Point {
                value: 1.2489783480351602,
                gradient: &[-2.010120447190705, -0.20298262408857362],
                lost: (0.0, 1.3807916662118146e-17),
            },
            Point {
                value: 1.458715837432228,
                gradient: &[0.17291546191910181, 1.5765591268147021],
                lost: (0.0, 1.4084127968841405e-16),
            },
            Point {
                value: 4.883378937611835,
                gradient: &[2.9034790523662797, 4.837195079270738],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.4142135623730951,
                gradient: &[0.3535533905932738, 0.9802581434685472],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[3.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_powf_const",
        points: &[
            Point {
                value: 4.655103281614706,
                gradient: &[6.290680110290143],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.030320920599595916,
                gradient: &[0.30689190890279266],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.6432183900713235,
                gradient: &[1.9184703002592571],
                lost: (0.0, 0.0),
            },
            Point {
                value: 6.502082613330988,
                gradient: &[7.687258734076695],
                lost: (0.0, 1.1553903028695222e-16),
            },
        ],
    },
    Reference {
        name: "open_const_powf",
        points: &[
            Point {
                value: 1.5791250442099172,
                gradient: &[0.8379283604175808],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.430924632739389,
                gradient: &[1.2899172863344508],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0240536409166412,
                gradient: &[0.5433917924734452],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.5599532390279252,
                gradient: &[0.2971270079019854],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_x_pow_x",
        points: &[
            Point {
                value: 8.345982586085078,
                gradient: &[15.690794448030681],
                lost: (0.0, 1.1321012745936503e-16),
            },
            Point {
                value: 140.46789475069622,
                gradient: &[325.94473946966747],
                lost: (0.0, 1.7439587751376452e-16),
            },
            Point {
                value: 1.5987515682524978,
                gradient: &[2.1351151664925103],
                lost: (0.0, 0.0),
            },
            Point {
                value: 136.02053116157234,
                gradient: &[315.1200498683605],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_sigmoid",
        points: &[
            Point {
                value: 0.9619477529290079,
                gradient: &[0.03660427356384028],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.6490805242445733,
                gradient: &[0.22777499729096318],
                lost: (0.0, 1.2185523409390509e-16),
            },
            Point {
                value: 0.46210608798894326,
                gradient: &[0.2485640514324983],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.048855128229231326,
                gradient: &[0.04646830467493669],
                lost: (0.0, 1.4932530791573755e-16),
            },
            Point {
                value: 0.5,
                gradient: &[0.25],
                lost: (0.0, 0.0),
            },
            Point {
                value: 4.248354255291589e-18,
                gradient: &[4.248354255291589e-18],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.0,
                gradient: &[4.248354255291589e-18],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_softplus",
        points: &[
            Point {
                value: 0.0433795060870202,
                gradient: &[0.042452074163519475],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.02508293159272727,
                gradient: &[0.02477096862224759],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.2348069052736643,
                gradient: &[0.7091090735509806],
                lost: (0.0, 1.565659030514913e-16),
            },
            Point {
                value: 1.8691307408341138,
                gradient: &[0.8457423065334747],
                lost: (0.0, 1.3127202175515311e-16),
            },
            Point {
                value: 0.6931471805599453,
                gradient: &[0.5],
                lost: (0.0, 0.0),
            },
            Point {
                value: 4.248354255291589e-18,
                gradient: &[4.248354255291589e-18],
                lost: (0.0, 0.0),
            },
            Point {
                value: 700.0,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_relu",
        points: &[
            Point {
                value: 1.973,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.41,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.9751292251158485,
                gradient: &[1.0],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_gelu",
        points: &[
            Point {
                value: -0.030780460159470228,
                gradient: &[-0.06444319425250784],
                lost: (3.381476690711041e-16, 4.3069832179445063e-16),
            },
            Point {
                value: -0.010887425180484116,
                gradient: &[-0.028024548341701566],
                lost: (3.186655149807737e-16, 0.0),
            },
            Point {
                value: -0.12952019042496868,
                gradient: &[-0.12419030352743742],
                lost: (2.1429535831101002e-16, 1.117461461453666e-16),
            },
            Point {
                value: 0.10578276061045269,
                gradient: &[0.6455870923699094],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[0.5],
                lost: (0.0, 0.0),
            },
            Point {
                value: -5.9195258702261885e-09,
                gradient: &[-3.5468709453902015e-08],
                lost: (3.074228219475837e-15, 0.0),
            },
        ],
    },
    Reference {
        name: "open_silu",
        points: &[
            Point {
                value: 3.8120610918591806,
                gradient: &[1.0563416378212815],
                lost: (0.0, 2.1020150770824599e-16),
            },
            Point {
                value: -0.26751521171869025,
                gradient: &[-0.05846490332190486],
                lost: (0.0, 2.3736955026512307e-16),
            },
            Point {
                value: -0.22734438347110178,
                gradient: &[-0.09563035274635337],
                lost: (1.2208604053399447e-16, 4.3535720854099806e-16),
            },
            Point {
                value: 1.5294852558653884,
                gradient: &[1.0760215736280576],
                lost: (1.4517603492646788e-16, 0.0),
            },
            Point {
                value: 0.0,
                gradient: &[0.5],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_rosenbrock2",
        points: &[
            Point {
                value: 2.2140047056000003,
                gradient: &[3.3669856000000014, 7.016800000000002],
                lost: (2.0058187262511416e-16, 1.2657884216453726e-16),
            },
            Point {
                value: 33.84625756959997,
                gradient: &[-300.44759359999983, -106.04719999999995],
                lost: (0.0, 0.0),
            },
            Point {
                value: 322.09222596695804,
                gradient: &[1204.7051635936464, -358.6827439711375],
                lost: (1.7648180948843926e-16, 4.718450669809e-17),
            },
            Point {
                value: 1374.86969755242,
                gradient: &[2585.8231099517793, -741.4358926179193],
                lost: (1.653783451973731e-16, 4.396543494567812e-17),
            },
            Point {
                value: 24.199999999999992,
                gradient: &[-215.59999999999994, -87.99999999999999],
                lost: (1.4680635036365712e-16, 1.3182611053063086e-16),
            },
            Point {
                value: 0.0,
                gradient: &[0.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_quotient",
        points: &[
            Point {
                value: -0.7065008744614597,
                gradient: &[0.4549601358778366, 0.11667270185361249, 0.14691770519983008],
                lost: (1.57143899570038e-16, 1.2201322017840124e-16),
            },
            Point {
                value: -0.32658748734473486,
                gradient: &[0.32821732896581984, 0.30381495408640735, 0.09680147385939131],
                lost: (0.0, 1.6912925166434065e-16),
            },
            Point {
                value: -0.4106228904505677,
                gradient: &[0.3650091134545577, 0.16828830776065679, 0.025912245241149535],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.42723153755204346,
                gradient: &[0.09534265938245981, 0.2028878499519283, 0.0733210008120352],
                lost: (1.2993224130719916e-16, 1.3680255186402363e-16),
            },
        ],
    },
    Reference {
        name: "open_product6",
        points: &[
            Point {
                value: -0.45741485888758093,
                gradient: &[
                    0.3697775738784001,
                    -0.41208545845728006,
                    0.4143250533402001,
                    -4.440920960073601,
                    0.24513122126880005,
                    -0.2913470438774401,
                ],
                lost: (1.2135843458662288e-16, 1.999987001987545e-16),
            },
            Point {
                value: 0.07857585519644045,
                gradient: &[
                    -0.052877426107968,
                    0.21179475794188798,
                    0.12107219598835199,
                    0.136416415271598,
                    0.107785809597312,
                    -0.150240640910976,
                ],
                lost: (1.7661643991172407e-16, 1.3104939841449927e-16),
            },
            Point {
                value: -4.583809833873256,
                gradient: &[
                    -3.9210178388010792,
                    -2.61357440792324,
                    -9.78690455972533,
                    -2.3890881880949464,
                    -3.2756242279515284,
                    2.5782656580397916,
                ],
                lost: (0.0, 1.815034394746467e-16),
            },
            Point {
                value: 0.0,
                gradient: &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_gauss",
        points: &[
            Point {
                value: 0.10231705331219472,
                gradient: &[-0.03308855010548274, 0.03308855010548274, -0.00952539325023116],
                lost: (1.3563513958391552e-16, 4.718402962360169e-16),
            },
            Point {
                value: 2.269170853408763e-11,
                gradient: &[5.842489290371275e-10, -5.842489290371275e-10, 4.038910479177663e-09],
                lost: (3.4174677640669045e-15, 3.276846533014298e-15),
            },
            Point {
                value: 4.171929084455021e-28,
                gradient: &[-1.4613184761922493e-26, 1.4613184761922493e-26, 1.630728497264188e-25],
                lost: (1.0748397192434972e-15, 9.855234549841087e-16),
            },
            Point {
                value: 0.10031965453832588,
                gradient: &[0.0031667566375083393, -0.0031667566375083393, -0.025028798994343064],
                lost: (1.3833568179316866e-16, 2.7723639098606115e-16),
            },
        ],
    },
    Reference {
        name: "open_normal_logpdf",
        points: &[
            Point {
                value: -0.8066831486017156,
                gradient: &[0.47665766475759924, -0.47665766475759924, -1.0212933510145377],
                lost: (1.3762814142697655e-16, 0.0),
            },
            Point {
                value: -2.0063782345975922,
                gradient: &[0.049917433083069, -0.049917433083069, -0.3334022159367224],
                lost: (0.0, 2.0812380878788715e-17),
            },
            Point {
                value: -2.4524444624623913,
                gradient: &[0.32441446788740846, -0.32441446788740846, -0.030631605757812905],
                lost: (1.8108023102964468e-16, 7.48614228638658e-17),
            },
            Point {
                value: -1.8893589439999403,
                gradient: &[-0.5876583789303793, 0.5876583789303793, -0.036519774672471514],
                lost: (0.0, 7.084620064334305e-17),
            },
        ],
    },
    Reference {
        name: "open_logistic_loss",
        points: &[
            Point {
                value: 0.3880700843332143,
                gradient: &[
                    -0.18349531676850625,
                    0.0088077752048883,
                    -0.011927195589952906,
                    -1.02788,
                ],
                lost: (2.8608827875324433e-16, 8.100821773639602e-17),
            },
            Point {
                value: 1.6008325021677412,
                gradient: &[-0.47889753080854325, 0.8682412233558889, -0.6876968542410681, 2.921468],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.6041124609956577,
                gradient: &[
                    0.04911230758068761,
                    0.03856970135956239,
                    -0.09612171986321323,
                    0.6850447076879508,
                ],
                lost: (1.8377754082333632e-16, 1.620657764618308e-16),
            },
        ],
    },
    Reference {
        name: "open_log_sum_exp3",
        points: &[
            Point {
                value: 1.4665714341098757,
                gradient: &[0.49038159085226696, 0.48356408249113597, 0.02605432665659709],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.6855111748145863,
                gradient: &[0.977740311065598, 0.014559505862354816, 0.007700183072047216],
                lost: (0.0, 3.5484339887473906e-18),
            },
            Point {
                value: -0.13519422088640934,
                gradient: &[0.8116939242590435, 0.083659054663234, 0.1046470210777225],
                lost: (2.0530149464709181e-16, 1.7097316356633844e-17),
            },
            Point {
                value: 1.8202063657211902,
                gradient: &[0.7779786291242465, 0.014479838804770629, 0.2075415320709828],
                lost: (0.0, 2.2297829413766123e-18),
            },
            Point {
                value: 701.4643687841079,
                gradient: &[0.23122389762214907, 0.6285317192117624, 0.14024438316608848],
                lost: (0.0, 0.0),
            },
            Point {
                value: 1.3132616875182228,
                gradient: &[0.0, 0.2689414213699951, 0.7310585786300049],
                lost: (0.0, 7.593256252499638e-17),
            },
        ],
    },
    Reference {
        name: "open_sin_chain",
        points: &[
            Point {
                value: 0.8652988234388236,
                gradient: &[-0.13092764931524484, 0.7050001089232694, -0.7208986837578513],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.05664687363641748,
                gradient: &[-0.818453721434092, 0.6742070709434543, 1.0362363854532999],
                lost: (4.89975418480734e-16, 2.1427987671741352e-16),
            },
            Point {
                value: 0.7245284170840932,
                gradient: &[-0.46160658882578115, -1.6303898776385202, 0.7831089659053763],
                lost: (0.0, 1.3619110862405737e-16),
            },
            Point {
                value: 0.7677635663524123,
                gradient: &[-0.5199976941423918, 0.5600354945460188, -0.5490598494243504],
                lost: (0.0, 1.9824154637290195e-16),
            },
        ],
    },
    Reference {
        name: "open_beale",
        points: &[
            Point {
                value: 15.67795099904729,
                gradient: &[1.577263887347839, 30.184411334999055],
                lost: (2.2660573942451983e-16, 1.4712535053984564e-17),
            },
            Point {
                value: 112.95903519218412,
                gradient: &[153.50978739218726, -339.95803569748455],
                lost: (1.2580538326150014e-16, 1.6720716350823595e-16),
            },
            Point {
                value: 5.565883973251814,
                gradient: &[-6.878005305075122, 4.589563437257743],
                lost: (1.5957544641039571e-16, 0.0),
            },
            Point {
                value: 75.10315049947505,
                gradient: &[-46.1913314996391, -74.76568118053075],
                lost: (0.0, 9.503594758194059e-17),
            },
            Point {
                value: 0.0,
                gradient: &[0.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_himmelblau",
        points: &[
            Point {
                value: 87.768718071777,
                gradient: &[-64.217804592, -20.424938652],
                lost: (1.6191252450081825e-16, 0.0),
            },
            Point {
                value: 168.067412900417,
                gradient: &[-32.064578004, -0.36863163199999954],
                lost: (1.6910898394827073e-16, 1.7312297459312552e-18),
            },
            Point {
                value: 66.43156724935415,
                gradient: &[-11.00449047835306, 17.64337177634434],
                lost: (0.0, 4.0272502601388974e-16),
            },
            Point {
                value: 26.213765887381513,
                gradient: &[57.91041537357256, 3.318212045881197],
                lost: (2.710570998507823e-16, 1.2269688123914867e-16),
            },
            Point {
                value: 0.0,
                gradient: &[0.0, 0.0],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_polar_x",
        points: &[
            Point {
                value: 2.891439502406588,
                gradient: &[0.9387272287962849, -0.35003972530673205],
                lost: (0.0, 5.913448500097191e-17),
            },
            Point {
                value: 0.6773700884992909,
                gradient: &[0.7214501715007323, -0.6353808299003644],
                lost: (1.639019855578283e-16, 1.5388769293875336e-16),
            },
            Point {
                value: 3.189316782287084,
                gradient: &[0.9027979720855434, -0.610016144173605],
                lost: (0.0, 2.459515991291923e-16),
            },
            Point {
                value: 0.7971529781259029,
                gradient: &[0.8148727332808252, -0.4987900001971473],
                lost: (1.3927352153099617e-16, 1.3624495940061677e-16),
            },
        ],
    },
    Reference {
        name: "open_branch",
        points: &[
            Point {
                value: 1.12164,
                gradient: &[-1.438, -0.78],
                lost: (0.0, 0.0),
            },
            Point {
                value: 2.9008389840596345,
                gradient: &[-2.9008389840596345, 2.9008389840596345],
                lost: (0.0, 0.0),
            },
            Point {
                value: -1.5391695875101405,
                gradient: &[-1.3147284877757004, 1.1707128900159125],
                lost: (0.0, 0.0),
            },
            Point {
                value: -2.081817641153718,
                gradient: &[-1.7013919779818099, 1.2235967185076122],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_mlp1",
        points: &[
            Point {
                value: -0.04684790917830785,
                gradient: &[
                    -0.06569854361302731,
                    0.9241175309476221,
                    -0.8799170298486314,
                    0.34435884748492906,
                    0.5087151172502237,
                    1.0,
                ],
                lost: (5.035921492993453e-15, 1.1102230246251565e-16),
            },
            Point {
                value: 1.3302245627341294,
                gradient: &[
                    -0.026922565127476063,
                    0.00960667472938317,
                    0.9955669692866669,
                    -0.030517618547002075,
                    0.9801913092895053,
                    1.0,
                ],
                lost: (0.0, 1.1102230246251565e-16),
            },
            Point {
                value: 1.0054678536029547,
                gradient: &[
                    -0.1801979503823607,
                    -0.3973949726946924,
                    -0.937930401633923,
                    -0.24897243719336667,
                    0.34044049903766394,
                    1.0,
                ],
                lost: (2.2083709999217305e-16, 1.1102230246251565e-16),
            },
        ],
    },
    Reference {
        name: "open_norm3",
        points: &[
            Point {
                value: 2.9704250537591417,
                gradient: &[0.45279715046096564, 0.7864194375292309, 0.4201418912827399],
                lost: (0.0, 1.411744129968672e-16),
            },
            Point {
                value: 5.55451275990973,
                gradient: &[0.2185610246072654, 0.676927061386588, 0.702851927567351],
                lost: (0.0, 1.5795973249554316e-16),
            },
            Point {
                value: 4.725483476030052,
                gradient: &[0.15147706546023232, 0.7775514591526786, 0.6103019146365976],
                lost: (0.0, 1.4278450790060894e-16),
            },
            Point {
                value: 1.8791894838598173,
                gradient: &[0.07624679315858762, 0.27780834115824293, 0.9576058438188109],
                lost: (0.0, 2.318747388169077e-16),
            },
        ],
    },
    Reference {
        name: "open_michaelis",
        points: &[
            Point {
                value: 0.837242748091603,
                gradient: &[0.23511450381679388, -0.1826047433133267, 0.594058288311537],
                lost: (1.3260467494711422e-16, 1.8688789407865844e-16),
            },
            Point {
                value: 0.364462070456019,
                gradient: &[0.19840069159282472, -0.07876854775362417, 0.31824895818975163],
                lost: (0.0, 0.0),
            },
            Point {
                value: 0.312875525397292,
                gradient: &[0.6158617287557424, -0.06995025849835217, 0.043630851079078985],
                lost: (0.0, 2.2533934420397377e-17),
            },
            Point {
                value: 0.13892331298009117,
                gradient: &[0.03965076125162595, -0.03790686811950537, 0.9181118039797833],
                lost: (0.0, 0.0),
            },
        ],
    },
    Reference {
        name: "open_kl_gauss",
        points: &[
            Point {
                value: 1.0923109651453637,
                gradient: &[
                    -0.5934709719967138,
                    -1.4517126338551503,
                    0.5934709719967138,
                    -0.0743585329646647,
                ],
                lost: (2.0327966303577464e-16, 1.816323438945728e-16),
            },
            Point {
                value: 0.10855329182506919,
                gradient: &[
                    0.15939729951710777,
                    -0.07628493193113775,
                    -0.15939729951710777,
                    -0.0019811967893901576,
                ],
                lost: (6.392154293293175e-16, 1.9045279262297603e-16),
            },
            Point {
                value: 0.3219633688510024,
                gradient: &[
                    -0.2399027691281287,
                    0.0495500608020732,
                    0.2399027691281287,
                    -0.2441578626179298,
                ],
                lost: (0.0, 1.1367881139696165e-16),
            },
        ],
    },
    Reference {
        name: "open_black_scholes_d1",
        points: &[
            Point {
                value: 2.0691022611706242,
                gradient: &[
                    0.02265220810106297,
                    -0.043198181893487335,
                    4.328565821182164,
                    -6.116586499315369,
                    -0.5642925283876216,
                ],
                lost: (0.0, 1.4520818430337562e-16),
            },
            Point {
                value: -1.0138297455446765,
                gradient: &[
                    0.030779683101675098,
                    -0.015756116452019714,
                    2.310025220177724,
                    3.2979041235161306,
                    0.8752499464079342,
                ],
                lost: (0.0, 1.3465801103295492e-16),
            },
            Point {
                value: -1.327449651128801,
                gradient: &[
                    0.03531471927706597,
                    -0.017542357351204442,
                    3.595223878873726,
                    5.0658091254780855,
                    0.6028029792481869,
                ],
                lost: (0.0, 3.5065609370597966e-16),
            },
        ],
    },
];
