package org.stillcall.bill;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stillcall.base.Limits;
import org.stillcall.bill.Writing.Encoding;
import org.stillcall.bill.Writing.Separator;

/** The first lines of a bill as places of fields; what stands there stays where it is. One thread. */
final class Beginning {
    /** How many lines are looked at beside the first. */
    static final int LINES = 20;

    /** A field within the scratch memory, without its quotation marks. */
    record Place(int from, int to) {
        boolean isEmpty() {
            return from >= to;
        }
    }

    private final MemorySegment original;
    private final MemorySegment scratch;
    private final Encoding encoding;
    private final int[] origins;
    private final int characters;
    private final Separator separator;
    private final List<List<Place>> lines;

    private Beginning(MemorySegment original, MemorySegment scratch, Encoding encoding, int[] origins, int characters) {
        this.original = original;
        this.scratch = scratch;
        this.encoding = encoding;
        this.origins = origins;
        this.characters = characters;
        this.separator = mostUsed();
        this.lines = split();
    }

    static Beginning of(MemorySegment beginning, MemorySegment scratch, Encoding encoding) {
        Characters characters = new Characters(encoding);
        int[] origins = new int[(int) beginning.byteSize() + 1];
        int count = 0;
        for (int i = 0; i < beginning.byteSize(); i++) {
            int character = characters.next(beginning.get(ValueLayout.JAVA_BYTE, i));
            if (character != Characters.NOTHING) {
                scratch.set(ValueLayout.JAVA_BYTE, count, (byte) character);
                origins[count++] = encoding == Encoding.BYTES ? i : i - 1;
            }
        }
        origins[count] = (int) beginning.byteSize();
        return new Beginning(beginning, scratch, encoding, origins, count);
    }

    static Encoding encoding(MemorySegment beginning) {
        int[] zeros = new int[2];
        long size = Math.min(beginning.byteSize(), 512);
        for (long i = 0; i < size; i++) {
            zeros[(int) (i & 1)] += beginning.get(ValueLayout.JAVA_BYTE, i) == 0 ? 1 : 0;
        }
        long many = size / 4;
        if (size < 4 || zeros[0] <= many && zeros[1] <= many) {
            return Encoding.BYTES;
        }
        return zeros[1] > zeros[0] ? Encoding.UTF_16LE : Encoding.UTF_16BE;
    }

    MemorySegment memory() {
        return scratch;
    }

    Separator separator() {
        return separator;
    }

    private int at(int i) {
        return scratch.get(ValueLayout.JAVA_BYTE, i);
    }

    private Separator mostUsed() {
        int[] used = new int[Separator.values().length];
        boolean quoted = false;
        for (int i = 0; i < characters; i++) {
            int character = at(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && (character == '\n' || character == '\r')) {
                break;
            } else if (!quoted) {
                for (Separator each : Separator.values()) {
                    used[each.ordinal()] += character == each.mark() ? 1 : 0;
                }
            }
        }
        Separator most = Separator.COMMA;
        for (Separator each : Separator.values()) {
            most = used[each.ordinal()] > used[most.ordinal()] ? each : most;
        }
        return most;
    }

    private List<List<Place>> split() {
        List<List<Place>> all = new ArrayList<>();
        List<Place> line = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < characters && all.size() <= LINES; i++) {
            int character = at(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && (character == separator.mark() || character == '\n' || character == '\r')) {
                if (line.size() < Limits.BILL_COLUMNS) {
                    line.add(place(from, i));
                }
                from = i + 1;
                if (character != separator.mark()) {
                    add(all, line);
                    line = new ArrayList<>();
                }
            }
        }
        if (all.isEmpty()) { // one line alone
            line.add(place(from, characters));
            add(all, line);
        }
        return all;
    }

    private static void add(List<List<Place>> all, List<Place> line) {
        if (line.size() > 1 || !line.getFirst().isEmpty()) {
            all.add(line);
        }
    }

    private Place place(int start, int end) {
        int from = start;
        int to = end;
        while (from < to && (at(from) == ' ' || at(from) == '"')) {
            from++;
        }
        while (to > from && (at(to - 1) == ' ' || at(to - 1) == '"')) {
            to--;
        }
        return new Place(from, to);
    }

    int columns() {
        return lines.isEmpty() ? 0 : lines.getFirst().size();
    }

    /** Those of one column, below the first line where that names the columns. */
    List<Place> below(int column, boolean headed) {
        return lines.stream()
                .skip(headed ? 1 : 0)
                .filter(line -> column < line.size())
                .map(line -> line.get(column))
                .filter(place -> !place.isEmpty())
                .toList();
    }

    /** Whether the first line has words alone, as no line of a call has. */
    boolean isHeaded() {
        return !lines.isEmpty()
                && lines.getFirst().stream().allMatch(place -> digits(place) <= Head.NAME_DIGITS)
                && lines.getFirst().stream().anyMatch(place -> !place.isEmpty());
    }

    private int digits(Place place) {
        int digits = 0;
        for (int i = place.from; i < place.to; i++) {
            boolean digit = at(i) == Fields.OTHER ? isDigit(origins[i]) : at(i) >= '0' && at(i) <= '9';
            digits += digit ? 1 : 0;
        }
        return digits;
    }

    /** Whether the character that is not ASCII is a digit all the same, of Arabic for instance; in doubt it is. */
    private boolean isDigit(int origin) {
        if (encoding != Encoding.BYTES) {
            int first = byteAt(origin);
            int second = byteAt(origin + 1);
            char unit = (char) (encoding == Encoding.UTF_16LE ? second << 8 | first : first << 8 | second);
            return Character.isDigit(unit) || Character.isSurrogate(unit);
        }
        int first = byteAt(origin);
        if ((byteAt(origin + 1) & 0xc0) != 0x80) {
            return false; // no UTF-8, and what came before that has no other digits
        }
        return switch (first >> 4) {
            case 0xc, 0xd -> Character.isDigit((first & 0x1f) << 6 | byteAt(origin + 1) & 0x3f);
            case 0xe ->
                Character.isDigit((first & 0xf) << 12 | (byteAt(origin + 1) & 0x3f) << 6 | byteAt(origin + 2) & 0x3f);
            default -> first >> 4 == 0xf;
        };
    }

    private int byteAt(int origin) {
        return origin < original.byteSize() ? original.get(ValueLayout.JAVA_BYTE, origin) & 0xff : 0;
    }

    /** Whether it may be a text at all: a spreadsheet's own file, a PDF or a picture has other characters. */
    boolean isText() {
        for (int i = 0; i < characters; i++) {
            int character = at(i);
            boolean usual = character >= ' ' || character >= '\t' && character <= '\r';
            if (!usual && character != Fields.OTHER) { // which an old file's end is, too
                return false;
            }
        }
        return true;
    }

    /** The names of the columns: the one text that is made of a bill. */
    List<String> names(boolean headed) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns(); i++) {
            names.add(headed ? name(lines.getFirst().get(i)) : "");
        }
        return names;
    }

    private String name(Place place) {
        if (place.to - place.from > Head.NAME_CHARACTERS || digits(place) > Head.NAME_DIGITS) {
            return "";
        }
        byte[] bytes = original.asSlice(origins[place.from], origins[place.to] - origins[place.from])
                .toArray(ValueLayout.JAVA_BYTE);
        return decoded(bytes).replaceAll("\\p{Cntrl}", " ").strip();
    }

    private String decoded(byte[] bytes) {
        Charset charset = switch (encoding) {
            case BYTES -> StandardCharsets.UTF_8;
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
        };
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) { // not UTF-8, then
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
