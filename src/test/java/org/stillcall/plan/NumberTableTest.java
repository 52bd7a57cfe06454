package org.stillcall.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * G13: the table by which the page reads a number as it is typed is what the library and the dial plan say. Where the
 * library changed, the table to put there stands in {@code target/numbering.js}.
 */
class NumberTableTest {
    private static final Path TABLE = Path.of("src", "main", "resources", "web", "desk", "numbering.js");
    private static final int LONGEST = 15; // ITU-T E.164 section 6.2
    private static final int WIDTH = 112;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final Numbering numbering = new LibraryNumbering();

    @Test
    void table_isWhatTheLibrarySays() throws IOException {
        String wanted = """
                // How numbers are written, made of libphonenumber's metadata and the dial plan: NumberTableTest.

                /** Region:calling code:trunk prefix:what leads abroad:first digits without the trunk prefix. */
                export const REGIONS = `
                %s`;

                /** Calling code:lengths of its national numbers; 0 at the end where none of them begins with a zero. */
                export const CODES = `
                %s`;
                """.formatted(lines(regions()), lines(codes()));
        Files.writeString(Path.of("target", "numbering.js"), wanted);
        assertEquals(wanted, Files.readString(TABLE));
    }

    private List<String> regions() {
        List<String> rows = new ArrayList<>();
        for (String code : new TreeSet<>(library.getSupportedRegions())) {
            Home home = new Home(new Region(code), numbering);
            rows.add("%s:%d:%s:%s:%s"
                    .formatted(
                            code,
                            home.callingCode(),
                            home.trunkPrefix(),
                            String.join(",", home.internationalPrefixes()),
                            home.bare()));
        }
        return rows;
    }

    private List<String> codes() {
        List<String> rows = new ArrayList<>();
        for (int code : new TreeSet<>(library.getSupportedCallingCodes())) {
            String lengths = IntStream.rangeClosed(4, LONGEST)
                    .filter(length -> possible(code, length))
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
            rows.add(code + ":" + lengths + (beginsWithZero(code) ? "" : ":0"));
        }
        return rows;
    }

    /** Whether whole numbers of that many digits exist there; the digits themselves do not matter. */
    private boolean possible(int code, int length) {
        PhoneNumber number =
                new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong("2".repeat(length)));
        return library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    }

    private boolean beginsWithZero(int code) {
        return library.getRegionCodesForCountryCode(code).stream()
                .filter(region -> !region.equals("001"))
                .anyMatch(this::hasZero);
    }

    private boolean hasZero(String region) {
        for (PhoneNumberType type : PhoneNumberType.values()) {
            @Nullable PhoneNumber example = library.getExampleNumberForType(region, type);
            if (example != null && example.isItalianLeadingZero()) {
                return true;
            }
        }
        return false;
    }

    private static String lines(List<String> rows) {
        StringBuilder lines = new StringBuilder();
        int width = 0;
        for (String row : rows) {
            if (width + row.length() + 1 > WIDTH) {
                lines.append('\n');
                width = 0;
            }
            lines.append(width == 0 ? "" : " ").append(row);
            width += row.length() + 1;
        }
        return lines.toString();
    }
}
