package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillcall.server.ConsoleRig.assertHeading;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** G28: the recovery sheet on paper and as a file, its square code read by another program and by our own page. */
class SheetPageTest extends ConsoleVisit {
    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

    /** Set-up as far as the sheet that is shown. */
    private Page atTheSheet() {
        Page ana = rig.device();
        ana.navigate(rig.setupAddress());
        press(ana, "Begin");
        ana.getByLabel("Name").fill("Ana");
        press(ana, "Next");
        ana.locator(".sheet").waitFor();
        return ana;
    }

    private static List<String> words(Page page) {
        return page.locator(".sheet .words li").allTextContents();
    }

    /** What the square has to say, from the words that a person would type. */
    private static String expected(Page page) {
        return (String) page.evaluate(
                "async words => { const {secretOf} = await import('/desk/words.js');"
                        + " const {spell} = await import('/desk/square.js');"
                        + " return spell((await secretOf(words)).secret); }",
                words(page));
    }

    /** As it would come out of a printer, at 96 dots an inch. */
    private static BufferedImage printed(Page page) throws IOException {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(794, 1123);
        byte[] picture = page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("sheet-printed.png")));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        page.setViewportSize(360, 740);
        return ImageIO.read(new ByteArrayInputStream(picture));
    }

    private static String squareIn(BufferedImage picture) throws NotFoundException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        var source = new RGBLuminanceSource(width, height, pixels);
        var found = new QRCodeMultiReader()
                .decodeMultiple(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true));
        assertEquals(1, found.length, "There is one square on the sheet.");
        return found[0].getText();
    }

    @Test
    void sheet_printed_showsTheSheetAloneAndASquareThatHoldsNoWords() throws IOException, NotFoundException {
        Page ana = atTheSheet();
        String square = squareIn(printed(ana));
        assertEquals(expected(ana), square);
        assertTrue(square.matches("X-SHEET:[0-9A-Z]{26}"), "A camera app makes nothing of it.");
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertEquals(
                ana.locator(".sheet").innerText(),
                ana.locator("body").innerText().strip(),
                "Nothing else is printed.");
        ana.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }

    @Test
    void sheet_savedAsPdf_hasTheSameWordsAndSquare() throws IOException, NotFoundException {
        Page ana = atTheSheet();
        Download file = ana.waitForDownload(() -> press(ana, "Save as PDF"));
        try (PDDocument pdf = Loader.loadPDF(file.path().toFile())) {
            assertEquals(1, pdf.getNumberOfPages());
            String text = new PDFTextStripper().getText(pdf);
            words(ana).forEach(word -> assertTrue(text.contains(word)));
            BufferedImage page = new PDFRenderer(pdf).renderImageWithDPI(0, 150);
            ImageIO.write(page, "png", PICTURES.resolve("sheet-pdf.png").toFile());
            assertEquals(expected(ana), squareIn(page));
        }
    }

    @Test
    void square_beforeTheCameraOfANewDevice_fillsTheWordsIn() throws IOException {
        Page ana = atTheSheet();
        List<String> words = words(ana);
        Path film = film(printed(ana));
        ConsoleRig.readBack(ana);
        press(ana, "Make the passkey");
        assertHeading(ana, "All set");
        Page kim = rig.deviceWithCamera(film);
        kim.navigate(rig.origin());
        press(kim, "Use the recovery sheet");
        press(kim, "Scan the square");
        assertThat(kim.getByLabel("Words of")).hasValue(String.join(" ", words));
        assertThat(kim.locator("video")).hasCount(0);
        press(kim, "Next");
        assertHeading(kim, "The sheet is right");
        lookAt(kim, "recovery-name");
        for (String request : rig.asked()) {
            assertTrue(words.stream().filter(request::contains).count() < 3, "A request holds the sheet's words.");
            assertTrue(!request.contains("X-SHEET"), "A request holds the sheet's square.");
        }
    }

    @Test
    void camera_thatIsRefused_leavesTheWordsToBeTyped() {
        Page ana = rig.device();
        rig.setUp(ana, "Ana");
        Page kim = rig.device();
        kim.navigate(rig.origin());
        press(kim, "Use the recovery sheet");
        press(kim, "Scan the square"); // a browser without a screen has no camera
        kim.getByText("Please type the words.").waitFor();
        assertThat(kim.getByLabel("Words of")).isVisible();
    }

    /** What a camera sees of that paper, held not quite straight in a room that is not quite bright. */
    private Path film(BufferedImage paper) throws IOException {
        BufferedImage seen = new BufferedImage(640, 480, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = seen.createGraphics();
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, 640, 480);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.rotate(0.12, 320, 240);
        pen.drawImage(paper, -20, -10, null);
        pen.dispose();
        byte[] luma = new byte[640 * 480];
        Random noise = new Random(7);
        for (int i = 0; i < luma.length; i++) {
            int light = seen.getRaster().getSample(i % 640, i / 640, 0) * 3 / 4 + noise.nextInt(16);
            luma[i] = (byte) Math.min(235, 16 + light);
        }
        byte[] chroma = new byte[640 * 480 / 2];
        Arrays.fill(chroma, (byte) 128);
        Path film = data.resolve("film.y4m");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(film))) {
            out.write("YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 10; i++) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(luma);
                out.write(chroma);
            }
        }
        ImageIO.write(seen, "png", PICTURES.resolve("sheet-before-camera.png").toFile());
        return film;
    }
}
