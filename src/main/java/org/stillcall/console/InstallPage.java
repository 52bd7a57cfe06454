package org.stillcall.console;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What devices on a network without a public name need once: our own authority's certificate, and how to take it. A
 * handful of files that are the same for everybody; built once. Says nothing of what the server is for.
 */
final class InstallPage {
    private static final String CERTIFICATE = "/notes.crt";
    private static final List<String> LANGUAGES = List.of("en", "es", "fr", "ar");

    /** One file. */
    record File(String type, byte[] content) {}

    private final Map<String, File> files = new LinkedHashMap<>();

    /** @param origin where the console is, once the certificate is taken */
    InstallPage(X509Certificate root, String origin) {
        for (String language : LANGUAGES) {
            String page = text("/install/" + language + ".html")
                    .replace(
                            "{{name}}", root.getSubjectX500Principal().getName().replaceFirst("^CN=", ""))
                    .replace("{{origin}}", origin);
            File file = new File("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
            files.put("/" + language, file);
        }
        files.put(
                "/install.css",
                new File("text/css; charset=utf-8", text("/install/install.css").getBytes(StandardCharsets.UTF_8)));
        try {
            files.put(CERTIFICATE, new File("application/x-x509-ca-cert", root.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate has an encoding.", e);
        }
    }

    /** @param accepted the header Accept-Language; null for none */
    Optional<File> file(String path, @Nullable String accepted) {
        String language = AcceptLanguage.of(accepted, LANGUAGES).orElse(Languages.ENGLISH);
        return Optional.ofNullable(files.get(path.equals("/") ? "/" + language : path));
    }

    private static String text(String path) {
        byte[] file = WebPack.resource(path);
        if (file == null) {
            throw new IllegalStateException("A page is missing in this build.");
        }
        return new String(file, StandardCharsets.UTF_8);
    }
}
