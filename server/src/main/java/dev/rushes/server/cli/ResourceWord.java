package dev.rushes.server.cli;

import dev.rushes.server.queue.Resource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A class of workers. */
final class ResourceWord implements ITypeConverter<Resource> {

    @Override
    public Resource convert(String text) {
        for (Resource resource : Resource.values()) {
            if (resource.word().equals(text)) {
                return resource;
            }
        }
        throw new TypeConversionException("must be io, preview, cpu or gpu, not \"%.60s\"".formatted(text));
    }

}
