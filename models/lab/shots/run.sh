#!/bin/sh
# Runs a program of this folder with the server's classes: ./run.sh Train.java PICTURES FOOTAGE.txt OUT REELS EPOCHS
set -eu
cd "$(dirname "$0")/../../.."
classpath=$PWD/workers/target/lab.classpath
mvn -q -B -pl .,models,workers compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=runtime
program=$PWD/models/lab/shots/$1
shift
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx8g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$PWD/workers/target/classes:$PWD/models/target/classes:$(cat "$classpath")" "$program" "$@"
