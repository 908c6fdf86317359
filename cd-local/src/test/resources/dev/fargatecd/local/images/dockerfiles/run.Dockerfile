FROM eclipse-temurin:17

RUN echo hi \
  && echo ho
