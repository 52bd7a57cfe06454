package org.stillcall.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.media.G711Bytes;
import org.stillcall.media.Prompt;

/** Knows a built-in sentence again by its sound. */
final class SaidNames {
    private static final Path PROMPTS = Path.of("src", "main", "resources", "prompts");
    private static final Map<String, byte[]> ALL = all();

    private SaidNames() {}

    private static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (var files = Files.walk(PROMPTS)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".wav")).toList()) {
                String name = file.getParent().getFileName() + "/"
                        + file.getFileName().toString().replace(".wav", "");
                all.put(name, G711Bytes.of(Prompt.ofWav(Files.readAllBytes(file))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Its language and name, such as {@code es/pin}; empty for a tone. */
    static String whole(Prompt prompt) {
        byte[] sound = G711Bytes.of(prompt);
        return ALL.entrySet().stream()
                .filter(each -> Arrays.equals(each.getValue(), sound))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** Its name without the language. */
    static String of(Prompt prompt) {
        String whole = whole(prompt);
        return whole.substring(whole.indexOf('/') + 1);
    }

    static List<String> of(List<Prompt> prompts) {
        return prompts.stream().map(SaidNames::of).toList();
    }
}
