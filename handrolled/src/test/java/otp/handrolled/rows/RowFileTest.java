package otp.handrolled.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
    private static final Instant BEGUN = Instant.now();

    @TempDir
    Path folder;

    @Test
    void whatTwoJvmsOfOneRunHaveFoundIsOneTable() throws IOException {
        Path file = folder.resolve("rows.csv");
        RowFile.write(file, List.of("row,test,result", "P2,b,passed", "P10,a,failed"), BEGUN);
        RowFile.write(file, List.of("row,test,result", "L1,c,passed", "P2,a,passed"), BEGUN);
        assertThat(Files.readAllLines(file))
                .containsExactly("row,test,result", "L1,c,passed", "P2,a,passed", "P2,b,passed", "P10,a,failed");
    }

    @Test
    void whatBothSayStandsThereOnce() throws IOException {
        Path file = folder.resolve("rows.csv");
        List<String> table = List.of("row,test,result,why", "P2,,impossible,\"no, never\"");
        RowFile.write(file, table, BEGUN);
        RowFile.write(file, table, BEGUN);
        assertThat(Files.readAllLines(file)).isEqualTo(table);
    }

    @Test
    void theTableOfAnEarlierRunIsReplaced() throws IOException {
        Path file = folder.resolve("rows.csv");
        RowFile.write(file, List.of("row,test,result", "P2,a,passed", "P3,a,passed"), BEGUN);
        RowFile.write(file, List.of("row,test,result", "P1,a,passed"), BEGUN.plus(Duration.ofDays(1)));
        assertThat(Files.readAllLines(file)).containsExactly("row,test,result", "P1,a,passed");
    }
}
