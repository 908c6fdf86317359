FROM 127.0.0.1:1/base:1
CMD ["x"]
