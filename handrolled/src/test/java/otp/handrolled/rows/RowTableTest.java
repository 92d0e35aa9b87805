package otp.handrolled.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowTableTest {
    private static final SortedMap<Row, String> NONE = new TreeMap<>();

    private final RowResults results = new RowResults();

    @Test
    void rowsAreSortedAsPeopleCount() {
        for (Row row : List.of(new Row("P", 10), new Row("P", 2), new Row("L", 11))) {
            results.expect(row, "test");
        }
        results.finished("test", true);

        assertThat(results.table(NONE))
                .containsExactly("row,test,result", "L11,test,passed", "P2,test,passed", "P10,test,passed");
    }

    @Test
    void aTestThatRanSeveralTimesIsOneLineAndFailsIfOneRunFailed() {
        results.expect(new Row("P", 1), "repeated");
        results.expect(new Row("P", 1), "repeated");
        results.finished("repeated", true);
        results.finished("repeated", false);
        results.finished("repeated", true);

        assertThat(results.table(NONE)).containsExactly("row,test,result", "P1,repeated,failed");
    }

    @Test
    void aTestThatNeverRanHasFailed() {
        results.expect(new Row("P", 1), "notRun");
        assertThat(results.table(NONE)).containsExactly("row,test,result", "P1,notRun,failed");
    }

    @Test
    void anImpossibleRowComesWithItsReasonInAFourthColumn() {
        results.expect(new Row("P", 1), "test");
        results.finished("test", true);
        var impossible = ImpossibleRows.parse(List.of("row,why", "P2,\"no \"\"goto\"\", no longjmp\""));

        assertThat(results.table(impossible))
                .containsExactly(
                        "row,test,result,why", "P1,test,passed", "P2,,impossible,\"no \"\"goto\"\", no longjmp\"");
    }

    @Test
    void aFieldIsReadAsItWasWritten() {
        assertThat(Csv.fields(Csv.line("plain", "", "a,b", "say \"x\"", "two\nlines")))
                .containsExactly("plain", "", "a,b", "say \"x\"", "two lines");
    }

    @Test
    void anImpossibleRowWithoutAReasonIsRefused() {
        for (String line : List.of("P1", "P1,", "P1, ", "row one,why not", "P1,why,not")) {
            assertThatThrownBy(() -> ImpossibleRows.parse(List.of("row,why", line)))
                    .hasMessageContaining("expected a row and the reason")
                    .hasMessageContaining(line);
        }
        assertThatThrownBy(() -> ImpossibleRows.parse(List.of("row,why", "P1,so", "P1,so")))
                .hasMessageContaining("P1 twice");
        assertThatThrownBy(() -> ImpossibleRows.parse(List.of("P1,so"))).hasMessageContaining("row,why");
    }

    @Test
    void onlyACapitalGroupAndANumberNameARow() {
        assertThat(Row.named("P10")).contains(new Row("P", 10));
        assertThat(Row.named("PT1")).contains(new Row("PT", 1));
        assertThat(List.of("p1", "P", "1", "P01", "P1 ", "slow", "B42x"))
                .allSatisfy(tag -> assertThat(Row.named(tag)).isEmpty());
    }
}
