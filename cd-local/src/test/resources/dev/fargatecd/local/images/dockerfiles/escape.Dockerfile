# escape=`
FROM scratch
ENV A=1 `
    B=C:\dir
CMD ["x"]
