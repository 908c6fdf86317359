FROM eclipse-temurin:17
COPY <<EOF /x
hello
EOF
