/** Correctly spelled everyday English, so that it is never "corrected" into a runbook's word. */
export const COMMON_WORDS =
  'able about above accept access accident across action actual add addition admin afraid afternoon age agree air alive allow alone along ' +
  'although among amount angry animal announce annoying annual answer apart appear apple apply approach april area argue arm army around ' +
  'arrive art ask asleep assist attempt attend august aunt author available avoid awake away baby back background bag ball band bar base ' +
  'basic basket bath battle beach bear beat beautiful become bed beer begin behave behavior behaviour believe bell belong below bend beside best better between beyond ' +
  'bike bill bird birthday bite black blood blow blue board boat body boil bone book border bored born borrow boss bottle bottom bowl boy ' +
  'brain branch bread break breakfast breath bridge bright bring brother brown brush budget building burn bus business busy butter button ' +
  'cable cake calculate call calm camp campus capital car card care careful carry case cash cat catch cause ceiling cell center central century ' +
  'certain chair chance chapter charge cheap check cheese chicken chief child children choice choose christmas church circle city claim ' +
  'class classroom clean clear clever click climb close clothes cloud coach coast coat coffee cold collect college color colour column ' +
  'combine comfort common company compare complain complete concern condition confuse confused consider contain content continue control ' +
  'conversation cook cool copy corner cost couch cough count country county couple course court cousin cover create credit cross crowd cry culture cup ' +
  'current customer cut cycle daily damage dance danger dark data daughter day dead deal dear death debt december decide decision deep degree ' +
  'deliver demand department depend desk destroy detail develop diary dictionary die dinner direct direction dirty discover discuss dish ' +
  'distance doctor document dog dollar door double doubt draw dream dress drink drive drop dry due during duty each early earn earth ease east ' +
  'easy eat edge education effect effort egg eight either elderly elect eleven else employ employee end enemy energy engine enjoy enough enter entire ' +
  'equal escape especially even evening event every exact exam example excellent except excuse exercise expect expensive experience ' +
  'experiment expert explain extra eye face fact factory fair fall family famous far farm fashion fast father favor fear feature february feed feel ' +
  'female fence festival field fifty fight fill film final finally find finger finish fire fish fit five fix flat flight floor flower fly ' +
  'follow food foot force foreign forest forever form forward four free fresh friday friend front fruit full fun funny furniture future gain ' +
  'game garage garden gas gate general gentle german gift girl glad glass goal gold gone good grade grandmother grass gray great green ground group grow ' +
  'guard guess guest guide gun habit hair half hall hand handle happen happy hard hat hate head health hear heart heat heavy height hello ' +
  'hide high hill history hit hobby hold hole holiday holidays home honest hope horse hospital hot hotel hour house huge human hundred hungry hurry hurt ' +
  'husband ice idea image imagine important improve include increase indeed indicate industry inform inside instead interest interview ' +
  'into invent invite island item january job join joke journey judge juice july jump june keep key kick kid kill kind king kiss kitchen ' +
  'knee knife knock lady lake lamp land language large late laugh law lawyer lay lazy lead leader leaf learn least leave left leg lend length ' +
  'less lesson letter level library lie life lift light limit line lion lip list listen little live local lonely long look lose loss loud ' +
  'love low luck lucky lunch main major male man manage manager many map march mark market master match material math matter meal mean measure meat ' +
  'media medicine meet member mention menu merge merry metal method middle mind minute miss mistake mix model modern moment monday money month mood moon ' +
  'morning mother mountain mouse mouth move movie much music name narrow nation nature near nearly neck need neighbor neither nephew nervous never ' +
  'news next nice niece night nine noise noon normal north nose note notebook nothing notice november now number nurse object ocean october odd ' +
  'offer office officer often oil older once open opinion option orange order ordinary organize original others outside oven owner page pain ' +
  'paint pair pale panel pants paper parcel pardon parent park part party pass past path patient pattern pause pay payment peace pen pencil people pepper ' +
  'per percent perfect perform period permit phone photo piano pick picture piece pink place plain plane plant plate play pleasant please pleasure ' +
  'plenty pocket poem point police polite pool poor popular position positive post potato power practice prefer prepare present president press ' +
  'pretty price pride prison prize produce product project promise proof proper protect proud prove provide public pull purpose push quality ' +
  'quarter queen question quick quickly quiet quite race radio rain raise range rare rate rather reach read ready real realize reason receive recent ' +
  'recommend red reduce refer reflect regular relation relative relax rely remain remind rent repair repeat replace reply report republic request ' +
  'rescue respect response rest restaurant result return review rice rich ride ring rise risk river road robot rock role roll roof room root rope rough ' +
  'round row rule run rush sad safety sail salary sale sales salt sand saturday save scene school science scientist score sea search season ' +
  'seat second secret section seed seldom select sell send sense sentence separate september serious serve set seven several severe shade shadow shake ' +
  'shall shape sharp sheet shelf shine ship shirt shock shoe shop short shot shoulder shout shower shut sick side sight silent silver simple sing ' +
  'single sir sister sit situation six size skill skin sky sleep slip slow small smart smell smile smoke snow social soft soil soldier solve somebody ' +
  'son song soon sort soul south space special specific speech speed spell spend spoon sport spot spring square stage stairs stand star state statement ' +
  'station stay steal steam step stick stone stop storm story straight strange street strike strong structure student study stuff stupid style ' +
  'subject succeed success sudden suffer sugar suggest suit summer sun sunday supply suppose surface surprise sweet swim table tail take talk tall ' +
  'task taste tax tea teach teacher team tear ten term terrible test text theatre therefore thick thin third thirsty thirty thought thousand threat ' +
  'through throw thursday tie tight till tiny tire tired title toe together tomato tomorrow tonight tool tooth top topic total touch tour toward towel town toy ' +
  'track trade traffic train training travel treat tree trip truck true truth tuesday turn twelve twenty twice type ugly uncle understand unit university unless ' +
  'useful usual usually vacation valley value variety various vegetable view village visit voice vote wake walk wall war warm wash waste water weak wear ' +
  'weather wedding wednesday week weekend weight welcome west wet wheel white whole wide wife wild win wind window wine winter wise wish without woman women ' +
  'wonder wonderful wood word world worry worse worst worth write wrote written writing yard year yellow yesterday young zero took tells given went came made knew found felt ' +
  'bought built sold sent left lost meant met paid rang read ran saw sang sat slept spoke stood taught thought threw wore won broke chose drove flew ' +
  'contoso fabrikam domainname example workplace synchronization provider attribute migration instead renewed compared troubleshooting diagnostic communications everywhere ' +
  'enter ensure type attempt security request external microsoft system network mail add allow available exe finish everywhere nobody anymore deployment ' +
  'workspace workplace dear team colleague colleagues appreciate regarding moved finance marketing legal headquarters branch site building floor intern reboot rebooted restart restarted cleaner sticky';
