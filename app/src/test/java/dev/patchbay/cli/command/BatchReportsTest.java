package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.report.BatchReport;
import dev.patchbay.cli.report.BatchResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tools.jackson.databind.json.JsonMapper;

/** {@code batch -j} and its reports for build servers and tables. */
class BatchReportsTest extends CommandsInFolder {

    /** An adapter that works, one that is for another model, one that is no file of weights. */
    @BeforeEach
    void inputs() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        String works = in.resolve("a & b <works>.safetensors").toString();
        assertThat(run("convert", REFERENCE + "sat-lora", "--to", "diffusers", "--out", works)).isZero();
        String other = in.resolve("other.safetensors").toString();
        assertThat(run("convert", REFERENCE + "sat-lora", "--to", "diffusers", "--out", other)).isZero();
        Files.writeString(in.resolve("torn.safetensors"), "no header");
    }

    private int check(String... more) {
        List<String> arguments = new ArrayList<>(List.of("batch", "check", "--in", folder + "/in", "--base", BASE));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
    }

    @Test
    void aBuildServerReadsWhatBecameOfEachInput() throws Exception {
        Path xml = folder.resolve("report.xml");
        Path csv = folder.resolve("report.csv");
        assertThat(check("--for", "kohya", "--report", xml.toString(), "--report", csv.toString())).isEqualTo(2);

        Element suite = parsed(Files.readString(xml));
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        Element first = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("name")).endsWith("a & b <works>.safetensors");
        assertThat(suite.getElementsByTagName("error").item(0).getTextContent()).contains("torn.safetensors");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).isEqualTo("input,output,exit_code,seconds,message");
        assertThat(lines.get(3)).matches("\".*torn\\.safetensors\",\"\",2,[0-9.]+,\"patchbay: .*\"");
    }

    /** The same object, in the order of the inputs, however many run at once. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "8"})
    void severalAtOnceSayTheSame(String jobs) {
        assertThat(check("--json")).isEqualTo(2);
        String one = out.toString();
        assertThat(check("--json", "-j", jobs)).isEqualTo(2);
        assertThat(JsonMapper.shared().readTree(out.toString())).isEqualTo(JsonMapper.shared().readTree(one));
    }

    @Test
    void severalAtOnceWriteTheSameBytes() throws IOException {
        List<String> words = List.of("batch", "convert", "--in", folder + "/in", "--to", "comfyui", "--base", BASE, "--out-dir");
        for (String jobs : List.of("1", "4")) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(folder.resolve("out" + jobs).toString(), "-j", jobs));
            assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
        }
        for (String name : List.of("a & b <works>.safetensors", "other.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("out4").resolve(name)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("out1").resolve(name)));
        }
        assertThat(folder.resolve("out4/torn.safetensors")).doesNotExist();
    }

    @Test
    void aReportIsRefusedBeforeTheWorkAndReplacedOnlyWhenAsked() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.xml"), "precious");
        assertThat(check("--report", mine.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("mine.xml").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        assertThat(mine).hasContent("precious");
        assertThat(check("--report", mine.toString(), "--overwrite")).isEqualTo(2);
        assertThat(Files.readString(mine)).startsWith("<?xml");
        assertThat(check("--report", folder.resolve("r.html").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(".xml or .csv");
        assertThat(check("-j", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("-j cannot be 0");
    }

    /** Names and sentences from hostile files stay inside their cell and their attribute. */
    @Test
    void noTextLeavesItsPlace() throws Exception {
        String evil = "x\u0000\u001b]0;\ud800\uffff\"><a/>,\n=1+1&";
        BatchReport report =
                new BatchReport("check", List.of(
                        new BatchResult(evil, Optional.of(evil), 1, evil, "", 1),
                        new BatchResult(evil, Optional.empty(), 2, "", evil, 1)));
        Element suite = parsed(report.textFor("r.xml"));
        assertThat(suite.getElementsByTagName("a").getLength()).isZero();
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(report.textFor("r.csv").lines()).hasSize(3);
    }
}
