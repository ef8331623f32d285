package dev.rushes.server.page;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.rushes.server.fixture.Clips;

/** What the page's tests upload: good footage, bad footage, and folders of both. */
final class PageClips {

    private static final String NOISE = "testsrc2=size=%s:rate=25,noise=alls=12:all_seed=7";

    private PageClips() {
    }

    /** Makes all of it in a folder. */
    static void make(Path folder) throws IOException {
        Path street = folder.resolve("street.mov");
        Clips.run("-f", "lavfi", "-i", NOISE.formatted("160x90"), "-f", "lavfi", "-i", "sine=sample_rate=48000",
                "-frames:v", "30", "-t", "1.2", "-timecode", "10:00:00:00", "-c:v", "prores_ks", "-pix_fmt",
                "yuv422p10le", "-c:a", "pcm_s16le", street.toString());
        for (String name : List.of("paused", "reloaded", "left", "cancelled", "refused", "restarted")) {
            Files.copy(street, folder.resolve(name + ".mov"));
        }
        Clips.make(folder.resolve("tiny.mov"), 4, "64x36");
        Clips.make(folder.resolve("long.mov"), 250, "320x180");
        Clips.edit(folder.resolve("edit.mov"));
        Path whole = folder.resolve("truncated.mkv");
        Clips.run("-f", "lavfi", "-i", NOISE.formatted("160x90"), "-frames:v", "50", "-c:v", "ffv1", whole.toString());
        truncate(whole);
        Clips.run("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-vf", "select='gt(mod(n,7),2)+eq(n,0)'",
                "-fps_mode", "vfr", "-frames:v", "40", "-c:v", "ffv1", folder.resolve("variable.mkv").toString());
        Clips.run("-f", "lavfi", "-i", "sine=duration=1", folder.resolve("sound.wav").toString());
        Clips.run("-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", folder.resolve("sound.m4a").toString());
        picture(folder.resolve("still.png"), 1);
        folders(folder);
    }

    private static void folders(Path folder) throws IOException {
        Path tiny = folder.resolve("tiny.mov");
        Path card = Files.createDirectories(folder.resolve("card/CLIPS/deeper")).getParent();
        Files.copy(tiny, card.resolve("A001.mov"));
        Files.copy(tiny, card.resolve("deeper/A002.mov"));
        Files.writeString(card.resolve("A001.xml"), "<clip/>");
        Files.writeString(card.resolve(".DS_Store"), "no footage");
        Files.writeString(card.getParent().resolve("notes.txt"), "no footage either");
        Path p2 = folder.resolve("p2");
        Clips.p2(p2);
        picture(Files.createDirectories(p2.resolve("CONTENTS/ICON")).resolve("0001AB.BMP"), 1);
        Path roll = Files.createDirectory(folder.resolve("roll"));
        Files.copy(tiny, roll.resolve("B001.mov"));
        Files.writeString(roll.resolve("readme.txt"), "no footage");
        Path scan = Files.createDirectory(folder.resolve("scan"));
        Path gap = Files.createDirectory(folder.resolve("gap"));
        for (int number : List.of(1, 2, 3)) {
            picture(scan.resolve("scan.000%d.png".formatted(number)), number);
            Files.copy(scan.resolve("scan.000%d.png".formatted(number)),
                    gap.resolve("gap.000%d.png".formatted((number == 3) ? 4 : number)));
        }
    }

    private static void picture(Path file, int number) {
        Clips.run("-f", "lavfi", "-i", "testsrc2=size=96x54:rate=25", "-vf", "select=eq(n\\," + number + ")",
                "-frames:v", "1", file.toString());
    }

    /** As a copy that broke off: the head promises what is no longer there. */
    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() * 6 / 10);
        }
    }

}
