package org.stillcall.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page's files as they go over the wire: modules and style sheets of one page as one file, compressed once. Only
 * these constant files are: an answer to a request that holds a secret beside what a stranger chose would tell it by
 * its length. They are few, so that what is kept here has an end.
 */
final class WebPack {
    private static final String SHELL = "desk/app.js";
    private static final List<String> ABOVE = List.of("desk/views.js", "desk/office.js");
    private static final List<String> ALONE = List.of(SHELL, "practice.js");
    private static final Map<String, List<String>> SHEETS = Map.of(
            "console.css",
            List.of(
                    "style.css",
                    "desk.css",
                    "steps.css",
                    "plans.css",
                    "calls.css",
                    "ringing.css",
                    "footprint.css",
                    "duty.css",
                    "totals.css"));
    private static final int WORTH_PACKING = 512;

    private final Map<String, Packed> packed = new ConcurrentHashMap<>();

    /** @param gzip empty where packing gains nothing */
    record Packed(byte[] plain, byte[] gzip) {}

    /** @return null where there is no such file */
    @Nullable
    Packed file(String path, boolean text) {
        Packed known = packed.get(path);
        if (known == null) {
            byte[] plain = plain(path);
            if (plain == null) {
                return null;
            }
            known = packed(plain, text);
            packed.put(path, known);
        }
        return known;
    }

    /**
     * A text that is made of files of the program, once.
     *
     * @param name of which there are few, none of them chosen by a stranger
     */
    Packed made(String name, Supplier<byte[]> text) {
        return packed.computeIfAbsent(name, _ -> packed(text.get(), true));
    }

    private static Packed packed(byte[] plain, boolean text) {
        return new Packed(plain, text && plain.length >= WORTH_PACKING ? gzip(plain) : new byte[0]);
    }

    private static byte @Nullable [] plain(String path) {
        if (ALONE.contains(path)) {
            return bytes(ModuleBundle.of(WebPack::source, path));
        }
        if (ABOVE.contains(path)) {
            return bytes(ModuleBundle.above(WebPack::source, SHELL, path));
        }
        List<String> sheets = SHEETS.get(path);
        if (sheets != null) {
            return bytes(String.join("\n", sheets.stream().map(WebPack::source).toList()));
        }
        return resource("/web/" + path);
    }

    private static String source(String path) {
        byte[] file = resource("/web/" + path);
        if (file == null) {
            throw new IllegalStateException("A page needs a file that is not in the program.");
        }
        return new String(file, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return out.toByteArray();
    }

    /** @return a file of the program; null where there is none */
    static byte @Nullable [] resource(String path) {
        try (InputStream in = WebPack.class.getResourceAsStream(path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
