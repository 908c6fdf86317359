package embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fargatecd.model.FargateSize;
import dev.fargatecd.model.Port;
import org.junit.jupiter.api.Test;

class ModelTest {
    @Test
    void refusesWhatCanNotBe() {
        // snippet: model
        Port port = new Port(8080);
        assertEquals(8080, port.value());
        assertThrows(IllegalArgumentException.class, () -> new Port(70_000)); // says what is allowed
        assertEquals(256, FargateSize.SMALLEST.cpu());
        // end
    }
}
