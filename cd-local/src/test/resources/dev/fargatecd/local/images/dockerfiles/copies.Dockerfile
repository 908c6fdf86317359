FROM amazoncorretto:21
COPY conf /etc/app
COPY --chown=5 --chmod=0750 *.sh target/*.jar /opt/
COPY ["conf/a b.txt", "/x y/"]
COPY . /all
CMD ["sh", "/opt/start.sh"]
