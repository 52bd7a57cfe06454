package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** G28, P13: whatever a browser says, it gets a language that is there, and the one it likes best of those. */
class AcceptLanguageTest {
    private static final Set<String> THERE = Set.of("en", "es", "fr", "ar", "zh-Hant");

    /** A range as browsers write it, and what it comes to. */
    record Liked(String tag, int thousandths) {
        String text() {
            return tag + (thousandths == 1_000 ? "" : ";q=0." + "%03d".formatted(thousandths));
        }
    }

    @Provide
    Arbitrary<List<Liked>> liked() {
        Arbitrary<String> tags = Arbitraries.of(
                "en", "EN-gb", "es", "es-MX", "es-419", "fr-CA", "ar", "de", "pt-BR", "zh-hant-tw", "zh");
        return Combinators.combine(tags, Arbitraries.integers().between(0, 1_000))
                .as(Liked::new)
                .list()
                .ofMaxSize(8);
    }

    private static Optional<String> there(String tag) {
        return THERE.stream()
                .filter(each -> (tag.toLowerCase(java.util.Locale.ROOT) + "-")
                        .startsWith(each.toLowerCase(java.util.Locale.ROOT) + "-"))
                .findFirst();
    }

    @Property
    void bestLikedOfThoseThatAreThere_isTaken(@ForAll("liked") List<Liked> liked) {
        String header = liked.stream().map(Liked::text).collect(Collectors.joining(", "));
        List<Liked> order = new ArrayList<>(liked);
        order.removeIf(each -> each.thousandths == 0);
        order.sort(Comparator.comparingInt(Liked::thousandths).reversed()); // what stands first wins a tie
        Optional<String> wanted =
                order.stream().flatMap(each -> there(each.tag).stream()).findFirst();
        assertEquals(wanted, AcceptLanguage.of(header, THERE), header);
    }

    @Property
    void anyText_givesALanguageThatIsThere_orNone(@ForAll String header) {
        assertTrue(AcceptLanguage.of(header, THERE).map(THERE::contains).orElse(true));
    }

    @Property
    void anyCookieAndHeader_giveALanguageOfTheBuild(@ForAll String cookie, @ForAll String header) {
        Languages languages = HOLDER;
        assertTrue(languages.codes().contains(languages.of(cookie, header)));
    }

    private static final Languages HOLDER = new Languages();
}
