package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Reads an Arabic PDF of the pages', whose letters the browser drew: a picture, and its text beside it. */
final class DrawnPaper {
    private static final Path PICTURES = Path.of("target", "pictures");

    private DrawnPaper() {}

    /**
     * The text of all its pages, each of which has to have some ink; keeps a picture of each.
     *
     * @param pages how many there may be
     * @param picture the beginning of the pictures' names
     */
    static String read(Path file, int pages, String picture) throws IOException {
        Files.createDirectories(PICTURES);
        assertTrue(Files.size(file) < 600_000, "bytes " + Files.size(file));
        StringBuilder said = new StringBuilder();
        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            assertTrue(pdf.getNumberOfPages() <= pages, pdf.getNumberOfPages() + " pages");
            assertEquals("ar", pdf.getDocumentCatalog().getLanguage());
            for (int i = 0; i < pdf.getNumberOfPages(); i++) {
                said.append(beside(pdf.getPage(i))).append(' ');
                BufferedImage page = new PDFRenderer(pdf).renderImageWithDPI(i, 110);
                Path kept = PICTURES.resolve(picture + "-pdf-" + i + ".png");
                ImageIO.write(page, "png", kept.toFile());
                double ink = ink(page);
                assertTrue(ink > 0.005 && ink < 0.3, "ink " + ink);
            }
        }
        return said.toString();
    }

    private static String beside(PDPage page) throws IOException {
        for (Object token : new PDFStreamParser(page).parse()) {
            if (token instanceof COSDictionary words) {
                return words.getString(COSName.ACTUAL_TEXT);
            }
        }
        throw new AssertionError("no text beside the picture");
    }

    /** How much of the page is dark. */
    private static double ink(BufferedImage page) {
        long dark = 0;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                dark += (page.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
            }
        }
        return dark / (double) (page.getHeight() * page.getWidth());
    }
}
