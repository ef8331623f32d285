package dev.rushes.workers.job;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.Operations;

/** How paths and operations look in our documents. */
final class JsonTypes extends SimpleModule {

    JsonTypes() {
        addSerializer(Path.class, new PathWriter());
        addDeserializer(Path.class, new PathReader());
        addSerializer(Operation.class, new OperationWriter());
        addDeserializer(Operation.class, new OperationReader());
    }

    /** Jackson's own writes a file: URI. */
    private static final class PathWriter extends StdSerializer<Path> {

        PathWriter() {
            super(Path.class);
        }

        @Override
        public void serialize(Path path, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(path.toString());
        }

    }

    private static final class PathReader extends StdDeserializer<Path> {

        PathReader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString();
            try {
                return Path.of(text);
            }
            catch (InvalidPathException | NullPointerException wrong) {
                return (Path) context.handleWeirdStringValue(Path.class, String.valueOf(text), "not a path");
            }
        }

    }

    /** The operation's name first, then its options. */
    private static final class OperationWriter extends StdSerializer<Operation> {

        OperationWriter() {
            super(Operation.class);
        }

        @Override
        public void serialize(Operation operation, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : Operations.toFields(operation).entrySet()) {
                // the generator's own writeObjectField would turn on indentation
                provider.defaultSerializeField(field.getKey(), field.getValue(), json);
            }
            json.writeEndObject();
        }

    }

    private static final class OperationReader extends StdDeserializer<Operation> {

        OperationReader() {
            super(Operation.class);
        }

        @Override
        public Operation deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Operations.fromFields(context.readValue(json,
                    context.getTypeFactory().constructMapType(Map.class, String.class, Object.class)));
        }

    }

}
