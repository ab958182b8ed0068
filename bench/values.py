"""Values as they stand in the files, quotes included: singly for pools, by the thousand for values of their own."""

import operator

SYLLABLES = "ba be bo da de di fa ka ke la le lo ma me mi mo na ne ni ra re ri ro sa se so ta te ti va ve za".split()
NAMES = "Ana Björn Chloé David Elif Fátima Grace Håkon Iris José Keiko Łukasz Mia Noor Olga Priya Quinn Rosa 美咲 Zoë".split()
CITIES = ["Lyon", "New York", "München", "東京", "Seattle, WA", "São Paulo", "Hyderabad", "St. John's"]

# every value of a table is one of these, or made of two of them: strings are joined, not formatted, for speed
MILLIS = 20_000


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def guid(number):
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def key_guid(number):
    """A GUID of its own for every number: an odd factor modulo 2**128 repeats none and looks random."""
    return guid((number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)


class Values:
    """Makes values with one source of chance."""

    def __init__(self, chance):
        self.chance = chance
        self.words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(2000)})
        self.centers = [key_guid(number) for number in range(150)]
        self.dates = [
            f"{year}-{month:02d}-{day:02d}" for year in range(2016, 2025) for month in range(1, 13) for day in range(1, 29)]
        self.times = [
            f" {hour:02d}:{minute:02d}:{second:02d}.{milli:03d}"
            for hour, minute, second, milli in (
                (chance.randint(7, 22), chance.randint(0, 59), chance.randint(0, 59), chance.randint(0, 999))
                for _ in range(MILLIS))]
        self.whole = [str(number) for number in range(100_000)]
        self.fractions = {scale: [f".{number:0{scale}d}" for number in range(10**scale)] for scale in (2, 4)}

    def pooled(self, maker, nulls):
        """One value."""
        if nulls and self.chance.randrange(100) < nulls:
            return ""
        maker, _, argument = maker.partition(":")
        return getattr(self, "one_" + maker)(argument)

    def one_guid(self, _):
        return guid(self.chance.getrandbits(128))

    def one_center(self, _):
        return self.chance.choice(self.centers)

    def one_pod(self, _):
        return "POD1"

    def one_time(self, _):
        return self.chance.choice(self.dates) + self.chance.choice(self.times)

    def one_day(self, _):
        return self.chance.choice(self.dates) + " 00:00:00.000"

    def one_date(self, _):
        return self.chance.choice(self.dates)

    def one_flag(self, _):
        return self.chance.choice("01")

    def one_int(self, limit):
        return str(self.chance.randrange(int(limit)))

    def one_money(self, scale):
        scale = int(scale or 4)
        return f"{self.chance.randrange(-200, 5000)}{self.chance.choice(self.fractions[scale])}"

    def one_float(self, _):
        return repr(self.chance.randrange(1, 10**6) / self.chance.choice((1, 4, 10, 1000)))

    def one_word(self, _):
        return self.chance.choice(self.words)

    def one_words(self, count):
        return " ".join(self.chance.choices(self.words, k=int(count)))

    def one_name(self, _):
        return self.chance.choice(NAMES)

    def one_city(self, _):
        city = self.chance.choice(CITIES)
        return quoted(city) if "," in city else city

    def one_address(self, _):
        return quoted(f"{self.chance.randrange(1, 999)} {self.chance.choice(self.words)} street, {self.one_words(2)}")

    def one_phone(self, _):
        return f"+{self.chance.randrange(1, 99)} {self.chance.randrange(10**6, 10**9)}"

    def one_code(self, _):
        return f"{self.chance.choice(self.words)[:3].upper()}{self.chance.randrange(10**7):07d}"

    def one_note(self, _):
        """Short texts: most plain, some quoted with commas, quotes and line breaks, a few long, a few empty ones."""
        text = self.one_words(self.chance.randint(1, 12))
        form = self.chance.randrange(20)
        if form == 0:
            return '""'
        if form == 1:
            return quoted(self.one_words(80) + ", " + text)
        if form <= 3:
            return quoted(text + '\nsaid "' + self.one_words(2) + '"')
        return quoted(text + ", " + self.one_words(2)) if form <= 7 else text

    def own(self, maker, count):
        """That many values, every one made for itself."""
        maker, _, argument = maker.replace("*", "").partition(":")
        return getattr(self, "own_" + maker)(count, argument)

    def own_guid(self, count, _):
        digits = self.chance.randbytes(16 * count).hex()
        return [
            f"{digits[i:i + 8]}-{digits[i + 8:i + 12]}-{digits[i + 12:i + 16]}-{digits[i + 16:i + 20]}-{digits[i + 20:i + 32]}"
            for i in range(0, 32 * count, 32)]

    def _joined(self, left, right, count):
        return list(map(operator.add, self.chance.choices(left, k=count), self.chance.choices(right, k=count)))

    def own_time(self, count, _):
        return self._joined(self.dates, self.times, count)

    def own_money(self, count, scale):
        return self._joined(self.whole[:5000], self.fractions[int(scale or 4)], count)

    def own_int(self, count, limit):
        return self.chance.choices(self.whole[: int(limit)], k=count)

    def own_number(self, count, _):
        return self._joined(self.whole[10_000:], self.whole[10_000:], count)

    def own_code(self, count, _):
        return self._joined([word[:3].upper() for word in self.words], self.whole[10_000:], count)

    def own_email(self, count, _):
        return [name + "@example.com" for name in self._joined(self.words, self.whole, count)]
